/* Shared by the tests of text analysis: an analyser that lives as long as the group of tests.
 * Include this instead of testing.h.
 */
#ifndef SSE_ANALYSING_H
#define SSE_ANALYSING_H

#include "testing.h"

#include "text/text.h"

static text_analyser *analyser;

static inline int make_analyser(void **state) {
  sse_error err;
  (void)state;
  return text_analyser_new(&analyser, &err) == SSE_OK ? 0 : -1;
}

static inline int free_analyser(void **state) {
  (void)state;
  text_analyser_free(analyser);
  return 0;
}

#endif
