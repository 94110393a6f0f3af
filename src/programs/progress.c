/* The progress bar: how much of the input has been read, drawn ten times a second at the most.
 * It goes to standard error, so that standard output stays clean for scripts.
 * What cannot be drawn is lost without harm, so no result of printing is looked at here. */
#include "programs/progress.h"

#include <stdio.h>
#include <unistd.h>

enum { FIRST_MS = 500, BETWEEN_MS = 100, WIDTH = 30 };

static struct timespec in_milliseconds(long milliseconds) {
  struct timespec when = {0};
  (void)clock_gettime(CLOCK_MONOTONIC, &when); /* cannot fail for this clock */
  when.tv_nsec += milliseconds * 1000000;
  if (when.tv_nsec >= 1000000000) {
    when.tv_sec++;
    when.tv_nsec -= 1000000000;
  }
  return when;
}

void progress_init(struct progress *progress, bool quiet) {
  progress->enabled = !quiet && isatty(STDERR_FILENO);
  progress->drawn = false;
  progress->next = in_milliseconds(FIRST_MS);
}

void progress_show(struct progress *progress, uint64_t done, uint64_t total, size_t items) {
  if (!progress->enabled) return;
  struct timespec now = in_milliseconds(0);
  if (now.tv_sec < progress->next.tv_sec ||
      (now.tv_sec == progress->next.tv_sec && now.tv_nsec < progress->next.tv_nsec))
    return;
  progress->next = in_milliseconds(BETWEEN_MS);
  progress->drawn = true;
  double part = total > 0 ? (double)done / (double)total : 0;
  if (part > 1) part = 1; /* a file can grow while it is read */
  int filled = (int)(part * WIDTH);
  (void)fputs("\r[", stderr);
  for (int i = 0; i < WIDTH; i++)
    (void)fputc(i < filled ? '#' : '-', stderr);
  (void)fprintf(stderr, "] %3d%%  %zu items\033[K", (int)(part * 100), items);
  (void)fflush(stderr);
}

void progress_clear(struct progress *progress) {
  if (progress->drawn) (void)fputs("\r\033[K", stderr);
  progress->drawn = false;
}
