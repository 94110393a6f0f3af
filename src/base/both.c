/* A thread for one piece of work.
 * It reports nothing itself: whatever goes wrong is noted in the piece.
 * It never outlives the call. */
#include "base/both.h"

#include <pthread.h>

struct work {
  sse_piece_fn *work;
  void *piece;
};

static void *run(void *context) {
  const struct work *work = context;
  work->work(work->piece);
  return NULL;
}

void sse_both(sse_piece_fn *work, void *first, void *second) {
  struct work other = {work, second};
  pthread_t thread;
  int failed = pthread_create(&thread, NULL, run, &other);
  work(first);
  if (failed) {
    work(second);
  } else {
    (void)pthread_join(thread, NULL); /* fails only for a thread that cannot be joined */
  }
}
