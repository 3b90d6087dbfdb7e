import type { ConflictReason } from '../../model/keepalived-event.ts';
import type { MessageRow } from './message-table.ts';

function rows(reason: ConflictReason, texts: readonly string[]): MessageRow[] {
  return texts.map((text) => ({
    text,
    event: (_, instance) => ({
      kind: 'conflict',
      instance: instance === '' ? undefined : instance,
      reason,
    }),
  }));
}

/**
 * Adverts refused and routers in conflict, with the instance in front (1.2.24 and later). From 2.3.4 each is
 * logged once, until a good advert comes.
 * Source: keepalived/vrrp/{vrrp,vrrp_if}.c at tags v1.1.19 to v2.4.3.
 */
export const INSTANCE_CONFLICT_ROWS: readonly MessageRow[] = [
  // `ignored` by a backup, `dropped` by a master, up to 1.4.5
  ...rows('advert-ignored', ['ignoring received advertisment...', 'Dropping received VRRP packet...']),
  ...rows('bogus-packet', [
    'Invalid packet type. {n} and expect {n}',
    'Invalid packet type from {ip}. {n} and expect {n}',
  ]),
  ...rows('same-priority-own-address', [
    'WARNING - equal priority advert received from remote host with our IP address.',
    'equal priority advert received from remote host with our IP address{?.}',
  ]),
  ...rows('address-owner', [
    'CONFIGURATION ERROR: local instance and {text} both configured as address owner, please {text}',
    '{ip} is still advertising as address owner, please resolve - reducing our priority',
    'Dropping packet(s) from {ip} since we are address owner',
  ]),
  ...rows('vip-mismatch', [
    'ip address associated with VRID {n} not present in MASTER advert{? }: {name}',
    'ip address associated with VRID {n} not present in advert from {ip}: {name}',
    'receive an invalid ip number count associated with VRID!',
    'received an invalid ip number count {n}, expected {n}!',
    'received an unexpected ip number count {n}, expected {n}!',
    'expected {n} VIPs but received {n}',
  ]),
  ...rows('vrid-mismatch', ['received VRID mismatch. Received {n}, Expected {n}']),
  ...rows('vrid-duplicate', ['- warning, VRID {n} for {IPv4|IPv6} is currently duplicated on {name}']),
  ...rows('authentication', [
    'Invalid auth type: {n}',
    'Invalid auth type from {ip}: {n}',
    'received a {n} auth, expecting {n}!',
    'received a {n} auth from {ip}, expecting {n}!',
    'received an invalid passwd!',
    'received an invalid passwd from {ip}!',
    'Received AH header but auth type not AH{text}',
    'No AH header but auth type is AH{text}',
    'IPSEC-AH : invalid IPSEC HMAC-MD5 value. Due to fields mutation or bad password !',
    'IPSEC-AH : sequence number {n} already {proceeded|processed}. Packet dropped. Local({n})',
    // 2.4
    'missing authentication trailer from {ip}',
    'malformed authentication trailer from {ip}',
    'unknown authentication key id {n} from {ip}',
    'invalid authentication HMAC from {ip}',
    'stale authentication trailer from {ip}, clock skew {n} sec exceeds window {n} sec',
    'replayed authentication trailer from {ip}',
  ]),
  ...rows('advert-interval', ['advertisement interval mismatch{text}']),
  ...rows('packet-length', [
    'ip/vrrp header too short. {n} and expect at least {n}',
    'vrrp header too short. {n} and expect at least {n}',
    'vrrp packet too {short|long}, length {n} and expect {n}',
    'vrrp packet from {ip} too {short|long}, length {n} and expect {n}',
    'ip_tot_len mismatch against received length. {n} and received {n}',
    'ip_tot_len mismatch against received length from {ip}. {n} and received {n}',
    'Received packet length mismatch against expected. {n} and expect {n}',
  ]),
  ...rows('ttl', [
    'invalid ttl. {n} and expect {n}',
    'invalid TTL/HL. Received {n} and expect {n}',
    'invalid TTL/HL from {ip}. Received {n} and expect {n}',
    'TTL/HL {n} not in range {text}',
    'TTL/HL {n} from {ip} not in range {text}',
  ]),
  ...rows('checksum', [
    'Invalid VRRPv2 checksum',
    'Invalid VRRPv3 checksum',
    'Invalid VRRPv2 checksum from {ip}',
    'Invalid VRRPv3 checksum from {ip}',
  ]),
  ...rows('version', [
    'invalid version. {n} and expect {n}',
    'wrong version. Received {n} and expect {n}',
    'wrong VRRP version from {ip}. Received {n} and expect {n}',
  ]),
  ...rows('unicast-peer', [
    'unicast source address {ip} not a unicast peer',
    'Expected {un|mult}icast packet but received {un|mult}icast packet',
    'Expected {un|mult}icast packet but received {un|mult}icast packet from {ip}',
    'discarding {un|mult}icast packet on {un|mult}icast instance',
  ]),
  // 1.2.13 to 1.2.19 `sent`
  ...rows('send-error', [
    'send advert error {n} ({text})',
    'Cant send advert to {ip} ({text})',
    'Cant sent advert to {ip} ({text})',
  ]),
];

/** The same without an instance: up to 1.2.19, and what concerns an interface. */
export const CONFLICT_ROWS: readonly MessageRow[] = [
  // All versions up to 1.4.5
  ...rows('bogus-packet', [
    'bogus VRRP packet received on {name} !!!',
    'Invalid packet type. {n} and expect {n}',
  ]),
  ...rows('vip-mismatch', [
    // 1.1 wrote the address as one number; 1.2.19 has two blanks for IPv6.
    'ip address associated with VRID {? }not present in received packet : {name}',
    'one or more VIP associated with VRID mismatch actual MASTER advert',
    'receive an invalid ip number count associated with VRID!',
  ]),
  ...rows('vrid-mismatch', ['received VRID mismatch. Received {n}, Expected {n}']),
  // 1.2.24 to 2.0.5; 2.0.10 and later
  ...rows('vrid-duplicate', [
    'VRID {n} is duplicated on interface {name}',
    'VRID conflict between {name} and {name} {IPv4|IPv6} vrid {n}',
  ]),
  ...rows('authentication', [
    'receive an invalid passwd!',
    'receive a {n} auth, expecting {n}!',
    'Invalid auth type: {n}',
    'IPSEC AH : invalid IPSEC SPI value. {n} and expect {n}',
  ]),
  ...rows('advert-interval', [
    'advertissement interval mismatch mine={n} rcved={n}',
    'advertisement interval mismatch{text}',
  ]),
  ...rows('packet-length', [
    'ip payload too short. {n} and expect at least {n}',
    'IPv4 VRRP packet too short - {n} bytes',
    'IPv4 VRRP packet with AH too short - {n} bytes',
    'IPv6 VRRP packet too short - {n} bytes',
  ]),
  ...rows('ttl', ['invalid ttl. {n} and expect {n}']),
  ...rows('checksum', ['Invalid vrrp checksum', 'Invalid VRRPv2 checksum', 'Invalid VRRPv3 checksum']),
  ...rows('version', ['invalid version. {n} and expect {n}']),
];
