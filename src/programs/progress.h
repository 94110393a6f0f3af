/* Private to programs/: a progress bar on the terminal for work that takes long.
 * Nothing is drawn in the first half second, nor where standard error is no terminal.
 * The line is drawn in place and cleared before anything else is printed. */
#ifndef SSE_PROGRAMS_PROGRESS_H
#define SSE_PROGRAMS_PROGRESS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <time.h>

struct progress {
  bool enabled;
  bool drawn;           /* something stands on the line */
  struct timespec next; /* when to draw again */
};

void progress_init(struct progress *progress, bool quiet);
/* `done` of `total` bytes; a total of 0 is unknown. Cheap to call often. */
void progress_show(struct progress *progress, uint64_t done, uint64_t total, size_t items);
void progress_clear(struct progress *progress);

#endif
