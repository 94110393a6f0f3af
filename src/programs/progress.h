/* Private to programs/: a progress bar on the terminal for work that takes long.
 * Nothing is drawn in the first half second, nor where standard error is not a terminal.
 * The line is drawn in place and cleared before anything else is printed. */
#ifndef SSE_PROGRAMS_PROGRESS_H
#define SSE_PROGRAMS_PROGRESS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct progress {
  bool enabled;
  bool drawn;         /* something stands on the line */
  double begun, next; /* seconds of the monotonic clock; `next` is when to draw again */
};

void progress_init(struct progress *progress, bool quiet);
/* `done` of `total`, bytes or files; a total of 0 is unknown. Cheap to call often. */
void progress_show(struct progress *progress, uint64_t done, uint64_t total, size_t items);
void progress_clear(struct progress *progress);

/* How long the rest may take where `part` of the work (0 to 1) took `seconds`: ", about 2 min left". Nothing
 * in the first ten seconds, for less than a hundredth of the work, and at its end. */
enum { PROGRESS_LEFT_SIZE = 48 };
void progress_left(double part, double seconds, char text[PROGRESS_LEFT_SIZE]);

#endif
