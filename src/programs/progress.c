/* The progress bar: how much of the input has been read, drawn at most ten times a second.
 * It goes to standard error, so that standard output stays clean for scripts.
 * A failure to draw does no harm, so results of printing are not checked here. */
#include "programs/progress.h"

#include <stdio.h>
#include <time.h>
#include <unistd.h>

enum { BETWEEN_MS = 100, WIDTH = 30 };
#define FIRST_SECONDS 0.5

static double now_in_seconds(void) {
  struct timespec now = {0};
  (void)clock_gettime(CLOCK_MONOTONIC, &now); /* cannot fail for this clock */
  return (double)now.tv_sec + (double)now.tv_nsec / 1e9;
}

void progress_init(struct progress *progress, bool quiet) {
  progress->enabled = !quiet && isatty(STDERR_FILENO);
  progress->drawn = false;
  progress->begun = now_in_seconds();
  progress->next = progress->begun + FIRST_SECONDS;
}

void progress_left(double part, double seconds, char text[PROGRESS_LEFT_SIZE]) {
  enum { AFTER = 10, MINUTE = 60, HOUR = 3600, DAY = 86400 };
  const double least = 0.01; /* of the work; less is too little for an estimate */
  text[0] = '\0';
  if (seconds < AFTER || part < least || part >= 1) return;
  double left = seconds * (1 - part) / part;
  unsigned tens = (unsigned)(left / (10 * MINUTE) + 0.5);
  if (left >= DAY) {
    (void)snprintf(text, PROGRESS_LEFT_SIZE, ", more than a day left");
  } else if (left >= HOUR && tens % 6 == 0) {
    (void)snprintf(text, PROGRESS_LEFT_SIZE, ", about %u h left", tens / 6);
  } else if (left >= HOUR) {
    (void)snprintf(text, PROGRESS_LEFT_SIZE, ", about %u h %u min left", tens / 6, tens % 6 * 10);
  } else if (left >= MINUTE) {
    (void)snprintf(text, PROGRESS_LEFT_SIZE, ", about %u min left", (unsigned)(left / MINUTE + 0.5));
  } else {
    (void)snprintf(text, PROGRESS_LEFT_SIZE, ", about %u s left", ((unsigned)left / 10 + 1) * 10);
  }
}

void progress_show(struct progress *progress, uint64_t done, uint64_t total, size_t items) {
  if (!progress->enabled) return;
  double now = now_in_seconds();
  if (now < progress->next) return;
  progress->next = now + BETWEEN_MS / 1e3;
  progress->drawn = true;
  double part = total > 0 ? (double)done / (double)total : 0;
  if (part > 1) part = 1; /* a file can grow while it is read */
  char left[PROGRESS_LEFT_SIZE];
  progress_left(part, now - progress->begun, left);
  int filled = (int)(part * WIDTH);
  (void)fputs("\r[", stderr);
  for (int i = 0; i < WIDTH; i++)
    (void)fputc(i < filled ? '#' : '-', stderr);
  (void)fprintf(stderr, "] %3d%%  %zu %s%s\033[K", (int)(part * 100), items, items == 1 ? "item" : "items",
                left);
  (void)fflush(stderr);
}

void progress_clear(struct progress *progress) {
  if (progress->drawn) (void)fputs("\r\033[K", stderr);
  progress->drawn = false;
}
