/*
 * The least that a batched DNS load generator must do, as what dnsbench is measured against: one connected UDP socket,
 * so many queries outstanding, sendmmsg and recvmmsg, ids in sequence and matched by a table. It reads the same query
 * file, gathers each query from a header and a shared question as dnsbench does, waits in the same places, and measures
 * each answer's latency, but keeps no histogram and checks no question.
 * With "segments" neighbours go as one buffer that the kernel cuts up (udp(7), UDP_SEGMENT), as dnsbench sends them.
 * usage: blast ADDRESS PORT FILE SECONDS OUTSTANDING [segments]
 */
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <errno.h>
#include <netinet/udp.h>
#include <poll.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

#ifndef UDP_SEGMENT
#define UDP_SEGMENT 103
#endif

enum { BATCH = 64, IDS = 65536, HEADER = 12, ANSWER = 4096, TIMEOUT_SECONDS = 5, BUFFER = 4 * 1024 * 1024 };

static const struct {
  const char *name;
  uint16_t number;
} TYPES[] = {{"A", 1},    {"NS", 2},   {"CNAME", 5}, {"SOA", 6},    {"PTR", 12},
             {"MX", 15},  {"TXT", 16}, {"AAAA", 28}, {"SRV", 33},   {"NAPTR", 35},
             {"DS", 43},  {"ANY", 255}};

struct queries {
  uint8_t *bytes;
  uint32_t *offsets;
  size_t count;
};

static void die(const char *what) {
  perror(what);
  exit(1);
}

static double now(void) {
  struct timespec time;
  clock_gettime(CLOCK_MONOTONIC, &time);
  return (double)time.tv_sec + (double)time.tv_nsec / 1e9;
}

/* Returns the bytes written, 0 for what is no name. */
static size_t encode_name(const char *text, uint8_t *to) {
  size_t length = 0;
  if (strcmp(text, ".") != 0) {
    while (*text != '\0') {
      size_t label = strcspn(text, ".");
      if (label == 0 || label > 63 || length + label + 2 > 255) return 0;
      to[length++] = (uint8_t)label;
      memcpy(to + length, text, label);
      length += label;
      text += label;
      if (*text == '.') text++;
    }
  }
  to[length++] = 0;
  return length;
}

/* Returns 0 for an unknown type. */
static uint16_t type_number(const char *text) {
  if (strncasecmp(text, "TYPE", 4) == 0) return (uint16_t)atoi(text + 4);
  for (size_t i = 0; i < sizeof TYPES / sizeof *TYPES; i++)
    if (strcasecmp(text, TYPES[i].name) == 0) return TYPES[i].number;
  return 0;
}

static struct queries read_queries(const char *path) {
  FILE *file = fopen(path, "r");
  if (file == NULL) die(path);
  fseek(file, 0, SEEK_END);
  size_t size = (size_t)ftell(file);
  rewind(file);
  /* Two bytes at least of each line are its line feed and blank; the encoded question has six more than its name. */
  struct queries all = {malloc(size * 4 + 512), malloc((size + 2) * sizeof(uint32_t)), 0};
  if (all.bytes == NULL || all.offsets == NULL) die("malloc");
  char line[1024], name[512], type[64];
  uint32_t end = 0;
  while (fgets(line, sizeof line, file) != NULL) {
    if (line[0] == ';' || sscanf(line, "%511s %63s", name, type) != 2) continue;
    uint16_t number = type_number(type);
    size_t length = encode_name(name, all.bytes + end);
    if (length == 0 || number == 0) continue;
    all.offsets[all.count++] = end;
    end += (uint32_t)length;
    const uint8_t tail[4] = {(uint8_t)(number >> 8), (uint8_t)number, 0, 1};
    memcpy(all.bytes + end, tail, 4);
    end += 4;
  }
  fclose(file);
  all.offsets[all.count] = end;
  return all;
}

static int connect_to(const char *address, uint16_t port) {
  struct sockaddr_in v4 = {.sin_family = AF_INET, .sin_port = htons(port)};
  struct sockaddr_in6 v6 = {.sin6_family = AF_INET6, .sin6_port = htons(port)};
  int is_v4 = inet_pton(AF_INET, address, &v4.sin_addr) == 1;
  if (!is_v4 && inet_pton(AF_INET6, address, &v6.sin6_addr) != 1) {
    fprintf(stderr, "blast: %s is no address\n", address);
    exit(2);
  }
  int fd = socket(is_v4 ? AF_INET : AF_INET6, SOCK_DGRAM | SOCK_NONBLOCK, 0);
  if (fd < 0) die("socket");
  int bytes = BUFFER;
  if (setsockopt(fd, SOL_SOCKET, SO_RCVBUFFORCE, &bytes, sizeof bytes) < 0)
    setsockopt(fd, SOL_SOCKET, SO_RCVBUF, &bytes, sizeof bytes);
  const struct sockaddr *peer = is_v4 ? (struct sockaddr *)&v4 : (struct sockaddr *)&v6;
  if (connect(fd, peer, is_v4 ? sizeof v4 : sizeof v6) < 0) die("connect");
  return fd;
}

static uint8_t headers[IDS][HEADER];
static double sent_at[IDS];
static uint8_t waiting[IDS];
static uint8_t answers[BATCH][ANSWER];
static struct mmsghdr outgoing[BATCH], incoming[BATCH];
static struct iovec outgoing_pieces[BATCH][2], incoming_pieces[BATCH];

/* Neighbours of one length as one message; the last may be shorter. */
static struct mmsghdr groups[BATCH];
static unsigned group_ends[BATCH];
static char group_control[BATCH][CMSG_SPACE(sizeof(uint16_t))] __attribute__((aligned(8)));

/* Sends the first `count` of what `outgoing` holds. Returns how many the kernel took, or -1. */
static int send_in_groups(int fd, unsigned count) {
  unsigned group = 0;
  for (unsigned first = 0; first < count; group++) {
    size_t length = outgoing_pieces[first][1].iov_len;
    unsigned end = first + 1;
    while (end < count && outgoing_pieces[end][1].iov_len == length) end++;
    if (end < count && outgoing_pieces[end][1].iov_len < length) end++;
    struct msghdr *header = &groups[group].msg_hdr;
    header->msg_iov = outgoing_pieces[first];
    header->msg_iovlen = 2 * (end - first);
    header->msg_control = end - first == 1 ? NULL : group_control[group];
    header->msg_controllen = end - first == 1 ? 0 : sizeof group_control[group];
    if (end - first > 1) {
      struct cmsghdr *control = CMSG_FIRSTHDR(header);
      control->cmsg_level = SOL_UDP;
      control->cmsg_type = UDP_SEGMENT;
      control->cmsg_len = CMSG_LEN(sizeof(uint16_t));
      uint16_t bytes = (uint16_t)(HEADER + length);
      memcpy(CMSG_DATA(control), &bytes, sizeof bytes);
    }
    group_ends[group] = first = end;
  }
  int taken = sendmmsg(fd, groups, group, MSG_DONTWAIT);
  return taken <= 0 ? taken : (int)group_ends[taken - 1];
}

int main(int argc, char **argv) {
  int segments = argc == 7 && strcmp(argv[6], "segments") == 0;
  if (argc != 6 && !segments) {
    fputs("usage: blast ADDRESS PORT FILE SECONDS OUTSTANDING [segments]\n", stderr);
    return 2;
  }
  struct queries queries = read_queries(argv[3]);
  if (queries.count == 0) {
    fprintf(stderr, "blast: %s: no query\n", argv[3]);
    return 1;
  }
  double limit = atof(argv[4]);
  unsigned most = (unsigned)atoi(argv[5]);
  int fd = connect_to(argv[1], (uint16_t)atoi(argv[2]));

  for (unsigned id = 0; id < IDS; id++) {
    const uint8_t header[HEADER] = {(uint8_t)(id >> 8), (uint8_t)id, 1, 0, 0, 1, 0, 0, 0, 0, 0, 0};
    memcpy(headers[id], header, HEADER);
  }
  for (unsigned i = 0; i < BATCH; i++) {
    outgoing[i].msg_hdr.msg_iov = outgoing_pieces[i];
    outgoing[i].msg_hdr.msg_iovlen = 2;
    incoming_pieces[i] = (struct iovec){answers[i], ANSWER};
    incoming[i].msg_hdr.msg_iov = &incoming_pieces[i];
    incoming[i].msg_hdr.msg_iovlen = 1;
  }

  uint64_t sent = 0, answered = 0, timed_out = 0, unexpected = 0, rcodes[16] = {0};
  double latency_sum = 0, latency_max = 0;
  unsigned outstanding = 0;
  uint16_t next_id = 0, oldest = 0;
  size_t next_query = 0;
  struct rusage before, after;
  getrusage(RUSAGE_SELF, &before);
  double started = now(), time = started, end = started + limit;
  while (time < end) {
    while (outstanding < most) {
      unsigned count = most - outstanding < BATCH ? most - outstanding : BATCH;
      unsigned filled = 0;
      uint16_t id = next_id;
      size_t query = next_query;
      /* The id of a query that still waits ends the batch: it is older than all others. */
      for (; filled < count && !waiting[id]; filled++, id++) {
        uint32_t from = queries.offsets[query];
        outgoing_pieces[filled][0] = (struct iovec){headers[id], HEADER};
        outgoing_pieces[filled][1] = (struct iovec){queries.bytes + from, queries.offsets[query + 1] - from};
        if (++query == queries.count) query = 0;
      }
      if (filled == 0) break;
      int taken = segments ? send_in_groups(fd, filled) : sendmmsg(fd, outgoing, filled, MSG_DONTWAIT);
      if (taken < 0) {
        if (errno == EAGAIN || errno == ENOBUFS || errno == EINTR || errno == ECONNREFUSED) break;
        die("sendmmsg");
      }
      time = now();
      for (int i = 0; i < taken; i++, next_id++) {
        sent_at[next_id] = time;
        waiting[next_id] = 1;
      }
      next_query = (next_query + (size_t)taken) % queries.count;
      outstanding += (unsigned)taken;
      sent += (uint64_t)taken;
      if ((unsigned)taken < filled) break;
    }
    struct pollfd readable = {fd, POLLIN, 0};
    poll(&readable, 1, 10);
    int count = recvmmsg(fd, incoming, BATCH, MSG_DONTWAIT, NULL);
    if (count < 0 && errno != EAGAIN && errno != EINTR && errno != ECONNREFUSED) die("recvmmsg");
    time = now();
    for (int i = 0; i < count; i++) {
      const uint8_t *answer = answers[i];
      uint16_t id = (uint16_t)(answer[0] << 8 | answer[1]);
      if (incoming[i].msg_len < HEADER || !(answer[2] & 0x80) || !waiting[id]) {
        unexpected++;
        continue;
      }
      double latency = time - sent_at[id];
      latency_sum += latency;
      if (latency > latency_max) latency_max = latency;
      rcodes[answer[3] & 15]++;
      waiting[id] = 0;
      outstanding--;
      if (time < end) answered++;
    }
    /* Ids are given in sequence, so that the first that waits is the oldest. */
    for (; oldest != next_id; oldest++) {
      if (!waiting[oldest]) continue;
      if (time - sent_at[oldest] < TIMEOUT_SECONDS) break;
      waiting[oldest] = 0;
      outstanding--;
      timed_out++;
    }
  }
  getrusage(RUSAGE_SELF, &after);
  double cpu = (double)(after.ru_utime.tv_sec - before.ru_utime.tv_sec) +
               (double)(after.ru_utime.tv_usec - before.ru_utime.tv_usec) / 1e6 +
               (double)(after.ru_stime.tv_sec - before.ru_stime.tv_sec) +
               (double)(after.ru_stime.tv_usec - before.ru_stime.tv_usec) / 1e6;
  printf("{\"qps\":%.1f,\"sent\":%llu,\"answered\":%llu,\"timedOut\":%llu,\"unexpected\":%llu,\"noerror\":%llu,"
         "\"cpuSeconds\":%.6f,\"latencyMeanUs\":%.1f,\"latencyMaxUs\":%.1f}\n",
         (double)answered / limit, (unsigned long long)sent, (unsigned long long)answered,
         (unsigned long long)timed_out, (unsigned long long)unexpected, (unsigned long long)rcodes[0], cpu,
         answered == 0 ? 0 : latency_sum / (double)answered * 1e6, latency_max * 1e6);
  close(fd);
  return 0;
}
