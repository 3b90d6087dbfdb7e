import { readFileSync } from 'node:fs';

/** A datagram from the virtual IP, as the client's interface got it. */
export interface SeenAnswer {
  readonly atSeconds: number;
  /** The client's port. */
  readonly port: number;
}

/** Global and packet headers of the pcap file format, and where IPv4 and UDP stand behind an Ethernet header. */
const FILE_HEADER = 24;
const PACKET_HEADER = 16;
const MAGIC_MICROSECONDS = 0xa1b2c3d4;
const IP = 14;
const DNS_PORT = 53;

/** The answers in what tcpdump wrote of `udp port 53`; a packet that the end cut off is left out. */
export function readAnswers(path: string): SeenAnswer[] {
  const file = readFileSync(path);
  if (file.readUInt32LE(0) !== MAGIC_MICROSECONDS) throw new Error(`${path}: not a little-endian pcap file`);
  const answers: SeenAnswer[] = [];
  for (let at = FILE_HEADER; at + PACKET_HEADER <= file.length; ) {
    const kept = file.readUInt32LE(at + 8);
    const packet = file.subarray(at + PACKET_HEADER, at + PACKET_HEADER + kept);
    const udp = IP + ((packet[IP] ?? 0) & 0xf) * 4;
    if (packet.length >= udp + 8 && packet.readUInt16BE(udp) === DNS_PORT) {
      const atSeconds = file.readUInt32LE(at) + file.readUInt32LE(at + 4) / 1e6;
      answers.push({ atSeconds, port: packet.readUInt16BE(udp + 2) });
    }
    at += PACKET_HEADER + kept;
  }
  return answers;
}

/**
 * For how long the client got no answers between two moments: the longest time without one. Where some of its ports
 * went on, of those alone that had none for at least half of what any port had.
 */
export function longestSilenceSeconds(answers: readonly SeenAnswer[], from: number, to: number): number {
  const within = answers.filter(({ atSeconds }) => atSeconds >= from && atSeconds <= to);
  const silences = new Map(
    [...new Set(within.map(({ port }) => port))].map((port) => [
      port,
      longestGap(within.filter((answer) => answer.port === port)),
    ]),
  );
  const longest = Math.max(0, ...silences.values());
  return longestGap(within.filter(({ port }) => (silences.get(port) ?? 0) >= longest / 2));
}

function longestGap(answers: readonly SeenAnswer[]): number {
  return answers.reduce((longest, { atSeconds }, index) => {
    const before = answers[index - 1]?.atSeconds ?? atSeconds;
    return Math.max(longest, atSeconds - before);
  }, 0);
}
