import { expect, test } from 'vitest';
import { createTsigSigner } from '../../../src/loadgen/shaping/tsig-signer.ts';
import { hexOf, octets } from '../support/octets.ts';

const QUESTION = '0377777703616263056c6f63616c0000010001';
const KEY = '036b6579076578616d706c6500';

/**
 * Queries that dig 9.18 signed: `dig +noedns -y ALGORITHM:Key.Example.:c2VjcmV0IG9mIHRlc3Rz www.abc.local A`, in two
 * parts: the message without its signature, and the TSIG record.
 */
const SIGNED_BY_DIG: [algorithm: string, seconds: number, unsigned: string, record: string][] = [
  [
    'hmac-md5',
    0x6b004f7a,
    `44a6 0120 0001 0000 0000 0000 ${QUESTION}`,
    `${KEY} 00fa 00ff 00000000 003a 08686d61632d6d6435077369672d616c670372656703696e7400
     00006b004f7a 012c 0010 895fd1aed03800cdb5fe16ce7390ab97 44a6 0000 0000`,
  ],
  [
    'hmac-sha1',
    0x6b004f7b,
    `78f8 0120 0001 0000 0000 0000 ${QUESTION}`,
    `${KEY} 00fa 00ff 00000000 002f 09686d61632d7368613100
     00006b004f7b 012c 0014 cf180a006bbf026d75ad6c1385276ce90f8727f5 78f8 0000 0000`,
  ],
  [
    'hmac-sha224',
    0x6b004f7c,
    `34db 0120 0001 0000 0000 0000 ${QUESTION}`,
    `${KEY} 00fa 00ff 00000000 0039 0b686d61632d73686132323400
     00006b004f7c 012c 001c ebe3bab874a4d118f1248f71ef7d4423103be8d5fe0192695738db3b 34db 0000 0000`,
  ],
  [
    'hmac-sha256',
    0x6b004f7d,
    `940b 0120 0001 0000 0000 0000 ${QUESTION}`,
    `${KEY} 00fa 00ff 00000000 003d 0b686d61632d73686132353600
     00006b004f7d 012c 0020 ae35656efb94f1bc5f2efeee55dc66554873b24b40638d7d661a89ecfc77a5fb 940b 0000 0000`,
  ],
  [
    'hmac-sha384',
    0x6b004f7e,
    `322a 0120 0001 0000 0000 0000 ${QUESTION}`,
    `${KEY} 00fa 00ff 00000000 004d 0b686d61632d73686133383400
     00006b004f7e 012c 0030 17d1064c6ddc147290d5e8062e514f4a9749b690ee03123c
                            84706f514a72c62fa58a72352ae4e6406d03eb894a0c603c 322a 0000 0000`,
  ],
  [
    'hmac-sha512',
    0x6b004f7f,
    `09df 0120 0001 0000 0000 0000 ${QUESTION}`,
    `${KEY} 00fa 00ff 00000000 005d 0b686d61632d73686135313200
     00006b004f7f 012c 0040 8d33f200bf4c77643d290167bb62a4b642f97e641fd87c847420ec258ca4dd01
                            28076f1b8004f188f8cb2937782446cc5ed08dde4092cded92b44efa2dc24cb1 09df 0000 0000`,
  ],
  [
    'hmac-sha256',
    0x6b004f80,
    // With +nocookie instead of +noedns: behind an OPT record.
    `c0d9 0120 0001 0000 0000 0001 ${QUESTION} 00 0029 04d0 00000000 0000`,
    `${KEY} 00fa 00ff 00000000 003d 0b686d61632d73686132353600
     00006b004f80 012c 0020 a758fab79f13b59b3cc65772abf0cb9969156864d79e78c5597a832464fce6e1 c0d9 0000 0000`,
  ],
];

test.each(SIGNED_BY_DIG)('%s at %d signs as dig does', (algorithm, seconds, unsignedHex, recordHex) => {
  const signer = createTsigSigner({
    algorithm,
    keyName: 'Key.Example.',
    secret: Buffer.from('c2VjcmV0IG9mIHRlc3Rz', 'base64'),
    fudgeSeconds: 300,
  });
  const unsigned = octets(unsignedHex);
  const record = octets(recordHex);
  const message = Buffer.alloc(unsigned.length + record.length);
  message.set(unsigned);
  expect(signer.recordBytes).toBe(record.length);
  expect(signer.sign(message, unsigned.length, seconds + 0.9)).toBe(message.length);
  expect(hexOf(message.subarray(unsigned.length))).toBe(hexOf(record));
  expect(message[11]).toBe((unsigned[11] ?? 0) + 1);
  expect(hexOf(message.subarray(0, 11))).toBe(hexOf(unsigned.subarray(0, 11)));
  expect(hexOf(message.subarray(12, unsigned.length))).toBe(hexOf(unsigned.subarray(12)));
});

test('one signer signs one message after the other', () => {
  const signer = createTsigSigner({
    algorithm: 'HMAC-SHA1.',
    keyName: 'key.example',
    secret: Buffer.from('secret of tests'),
    fudgeSeconds: 300,
  });
  const sign = (id: string, seconds: number): string => {
    const unsigned = octets(`${id} 0120 0001 0000 0000 0000 ${QUESTION}`);
    const message = Buffer.alloc(512);
    message.set(unsigned);
    return hexOf(message.subarray(0, signer.sign(message, unsigned.length, seconds)));
  };
  const first = sign('78f8', 0x6b004f7b);
  expect(sign('78f9', 0x6b004f7b)).not.toBe(first);
  expect(sign('78f8', 0x6b004f7c)).not.toBe(first);
  expect(sign('78f8', 0x6b004f7b)).toBe(first);
  expect(first).toContain('cf180a006bbf026d75ad6c1385276ce90f8727f578f8');
});

test('the time has 48 bits', () => {
  const signer = createTsigSigner({
    algorithm: 'hmac-sha256',
    keyName: 'k',
    secret: Buffer.from('s'),
    fudgeSeconds: 65_535,
  });
  const message = Buffer.alloc(512);
  message.set(octets(`0000 0100 0001 0000 0000 0000 ${QUESTION}`));
  const length = signer.sign(message, 31, 0x1_0000_0002);
  expect(hexOf(message.subarray(0, length))).toContain('73686132353600000100000002ffff0020');
});

test('a message without room is left as it is', () => {
  const signer = createTsigSigner({
    algorithm: 'hmac-md5',
    keyName: 'key.example',
    secret: Buffer.from('s'),
    fudgeSeconds: 300,
  });
  const message = Buffer.alloc(31 + signer.recordBytes - 1);
  expect(() => signer.sign(message, 31, 1)).toThrow(
    new RangeError('a message of 31 bytes has no room for a TSIG record of 81'),
  );
  expect(message.every((octet) => octet === 0)).toBe(true);
});

test.each([
  [
    'hmac-sha3',
    'key.example',
    'TSIG algorithm hmac-sha3: not one of hmac-md5, hmac-sha1, hmac-sha224, hmac-sha256, hmac-sha384, hmac-sha512',
  ],
  ['hmac-md5', 'a..b', 'TSIG key name a..b: empty label'],
  ['hmac-md5', 'x'.repeat(64), `TSIG key name ${'x'.repeat(64)}: label of 64 bytes, at most 63`],
])('algorithm %s with key %s is refused, and the secret never shown', (algorithm, keyName, message) => {
  const secret = Buffer.from('top secret');
  expect(() => createTsigSigner({ algorithm, keyName, secret, fudgeSeconds: 300 })).toThrow(
    new RangeError(message),
  );
});
