import type { MessageRow } from './message-table.ts';

function ignore(texts: readonly string[]): MessageRow[] {
  return texts.map((text) => ({ text, event: () => ({ kind: 'ignored' }) }));
}

/** Known to be of no interest, so that what is left over as unknown is worth a look. */
export const IGNORED_ROWS: readonly MessageRow[] = ignore([
  // Start and configuration
  'Running on {text}',
  'Command line: {text}',
  'Opening {file|script file} {text}',
  'Configuration file {text}',
  'Configuration is using : {n} Bytes',
  'Using {LinkWatch|MII-BMSR|MII-BMSR/ETHTOOL|optimised} {text}',
  'Registering {text}',
  '{Initializing|Reinitializing} ipvs{text}',
  'Changing syslog ident to {text}',
  'NOTICE: {text}',
  'SECURITY VIOLATION - {text}',
  'WARNING - {text}',
  'Warning - {text}',
  'Warning: {text}',
  'Remove a zombie pid file {text}',
  'Unknown {keyword|configuration entry} {text}',
  'Virtual server {text}',
  'VRRP sockpool: {text}',
  'Delaying startup for {text}',
  'Delayed start completed',
  'Truncating {text}',
  'Set {open file limit|realtime priority} {text}',
  'daemon is already running',
  // Addresses
  'Assigned address {text}',
  'Deassigned address {text}',
  'Netlink reflector reports IP {text}',
  'Netlink: {text}',
  'Interface {name} added',
  // A dump that somebody's signal asked for
  'Printing {text} on signal',
  // Scripts and notifications
  'Executing [{text}] for {text}',
  "Process [{n}] didn't respond to SIGTERM",
  'Track script {name} is {text}, expect idle - skipping run',
  '{Disabling notify|Disabling track|Disabling misc} script {text}',
  "Couldn't {text}",
  'Unable to {text}',
  // keepalived's own mails, which are no checks: lib/smtp.c
  'SMTP alert successfully sent.',
  'SMTP connection ERROR to {server}.',
  'SMTP connection to {text}',
  'Remote SMTP server {server} connected.',
  'Remote SMTP server {server} has closed the connection.',
  'Timeout {connecting|opening connection to remote} SMTP server {server}.',
  'Timeout {reading data to|sending data to} remote SMTP server {server}.',
  'Error reading data from remote SMTP server {server}.',
  'Error processing {name} cmd on SMTP server {text}',
  'Error connecting SMTP server{text}',
  'Received buffer from remote SMTP server {text}',
  '{Can not|Cannot} {read|send} data {from|to} remote SMTP server {server}.',
  // End, and what a crash leaves
  'CPU usage (self/children) {text}',
  'Restart of {name} process delayed {n} seconds to limit respawn rate',
  'read eventfd {text}',
  '{A|VRRP} thread timer expired {text}',
  '{Keepalived_vrrp|Keepalived_healthcheckers|Keepalived_bfd} exited {text}',
  'pid {n} exited {with permanent error|due to segmentation fault} {text}',
]);

/** The same of an instance. */
export const IGNORED_INSTANCE_ROWS: readonly MessageRow[] = ignore([
  'ignoring {tracked|weight|weights|track} {text}',
  ': ignoring {tracked|track|weights} {text}',
  '{setting|removing} {?protocol }Virtual {Routes|Rules}',
  '{setting|removing} {?protocol }{ iptable drop rule to VIP|iptable drop rule|firewall drop rule}',
  'Found matching interface {name}',
  '{Warning|warning|WARNING} - {text}',
  'Success {creating|removing|updating} VMAC interface {name}',
  'using locally configured advertisement interval {text}',
  'advertisement interval {changed|updated}{text}',
  'changing advert interval from {text}',
  'master {set to|changed from} {text}',
  'IPSEC-AH : {text}',
  'in FAULT state jump to AH sync',
  'used for VRRP_Group({name}) refresh sync',
  'Setting unicast VRRPv3 checksum to old version',
]);
