/**
 * A send that fails with an ICMP error was not tried: the error is of an earlier datagram, so it is sent again. Where
 * there is no route any more the same errors are of the datagram itself, and come each time.
 */
export const MAX_SEND_ATTEMPTS = 8;
