/*
 * Runs a program and writes what it and its children used, as one line of JSON.
 * usage: rusage OUTPUT_FILE PROGRAM [ARGUMENT...]
 */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

static double seconds(struct timeval time) {
  return (double)time.tv_sec + (double)time.tv_usec / 1e6;
}

static double now(void) {
  struct timespec time;
  clock_gettime(CLOCK_MONOTONIC, &time);
  return (double)time.tv_sec + (double)time.tv_nsec / 1e9;
}

int main(int argc, char **argv) {
  if (argc < 3) {
    fputs("usage: rusage OUTPUT_FILE PROGRAM [ARGUMENT...]\n", stderr);
    return 2;
  }
  double started = now();
  pid_t child = fork();
  if (child < 0) {
    perror("fork");
    return 1;
  }
  if (child == 0) {
    execvp(argv[2], argv + 2);
    fprintf(stderr, "rusage: %s: %s\n", argv[2], strerror(errno));
    _exit(127);
  }
  int status;
  struct rusage used;
  while (wait4(child, &status, 0, &used) < 0) {
    if (errno == EINTR) continue;
    perror("wait4");
    return 1;
  }
  FILE *output = fopen(argv[1], "w");
  if (output == NULL) {
    fprintf(stderr, "rusage: %s: %s\n", argv[1], strerror(errno));
    return 1;
  }
  fprintf(output, "{\"userSeconds\":%.6f,\"systemSeconds\":%.6f,\"wallSeconds\":%.6f,\"maxResidentKiB\":%ld}\n",
          seconds(used.ru_utime), seconds(used.ru_stime), now() - started, used.ru_maxrss);
  fclose(output);
  return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}
