/* Deadlines on a clock that nobody sets, for time limits.
 * It is CLOCK_MONOTONIC, which POSIX threads can wait on, too.
 * clock_gettime cannot fail for it. */
#include "base/deadline.h"

#include <limits.h>
#include <stdint.h>

struct timespec sse_deadline_in(unsigned milliseconds) {
  enum { NANOSECONDS = 1000000000 };
  struct timespec moment = {0};
  (void)clock_gettime(CLOCK_MONOTONIC, &moment);
  moment.tv_sec += milliseconds / 1000;
  moment.tv_nsec += (long)(milliseconds % 1000) * 1000000;
  if (moment.tv_nsec >= NANOSECONDS) {
    moment.tv_sec++;
    moment.tv_nsec -= NANOSECONDS;
  }
  return moment;
}

bool sse_deadline_is_over(struct timespec moment) {
  struct timespec now = {0};
  (void)clock_gettime(CLOCK_MONOTONIC, &now);
  return now.tv_sec > moment.tv_sec || (now.tv_sec == moment.tv_sec && now.tv_nsec >= moment.tv_nsec);
}

unsigned sse_deadline_left(struct timespec moment) {
  struct timespec now = {0};
  (void)clock_gettime(CLOCK_MONOTONIC, &now);
  int64_t seconds = (int64_t)moment.tv_sec - now.tv_sec;
  int64_t nanoseconds = (int64_t)moment.tv_nsec - now.tv_nsec;
  if (seconds > INT_MAX / 1000 - 1) return INT_MAX;
  int64_t left = seconds * 1000 + (nanoseconds + 999999) / 1000000;
  return seconds < -1 || left < 0 ? 0 : (unsigned)left;
}
