/* Private to programs/: a progress bar on the terminal for long work.
 * Nothing is drawn in the first half second, or if standard error is not a terminal.
 * The line is redrawn in place, and cleared before anything else is printed. */
#ifndef SSE_PROGRAMS_PROGRESS_H
#define SSE_PROGRAMS_PROGRESS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct progress {
  bool enabled;
  bool drawn;         /* the bar is on the line */
  double begun, next; /* seconds on the monotonic clock; `next` is the time of the next update */
};

void progress_init(struct progress *progress, bool quiet);
/* `done` of `total` bytes or files; a total of 0 is unknown. Cheap enough to call often. */
void progress_show(struct progress *progress, uint64_t done, uint64_t total, size_t items);
void progress_clear(struct progress *progress);

/* Estimates the time left if `part` of the work (0 to 1) took `seconds`: ", about 2 min left". Empty in the
 * first ten seconds, for less than a hundredth of the work, and at the end. */
enum { PROGRESS_LEFT_SIZE = 48 };
void progress_left(double part, double seconds, char text[PROGRESS_LEFT_SIZE]);

#endif
