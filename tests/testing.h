/* Shared by all unit tests: cmocka with the headers that it needs first, and a temporary folder.
 * Include this before anything else. Paths are relative to the top of the project, where the tests run.
 */
#ifndef SSE_TESTING_H
#define SSE_TESTING_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "base/buffer.h"
#include "base/date.h"
#include "base/status.h"
#include "base/str.h"

#define STR(text) sse_str_of(text)

#define assert_str_equal(str, expected)                                                                      \
  do {                                                                                                       \
    char *copied_ = sse_copy(str);                                                                           \
    assert_non_null(copied_);                                                                                \
    assert_string_equal(copied_, expected);                                                                  \
    free(copied_);                                                                                           \
  } while (0)

/* Creates a folder for the test; its path is the state. */
static inline int make_folder(void **state) {
  char *path = strdup("/tmp/ssesearch-test-XXXXXX");
  *state = path;
  return path && mkdtemp(path) ? 0 : -1;
}

static inline int remove_folder(void **state) {
  char command[128];
  (void)snprintf(command, sizeof command, "rm -rf '%s'", (char *)*state);
  free(*state);
  return system(command); /* NOLINT(cert-env33-c): the path is made above */
}

/* Returns `folder`/`name`, valid until the eighth call from now. */
static inline const char *path_in(void **state, const char *name) {
  static char paths[8][512];
  static int next;
  next = (next + 1) % 8;
  (void)snprintf(paths[next], sizeof paths[next], "%s/%s", (char *)*state, name);
  return paths[next];
}

/* Returns a copy with nothing after it, so that a sanitizer detects a read past the end. The caller frees the
 * data. */
static inline sse_str copy_exactly(sse_str text) {
  if (text.length == 0) return (sse_str){0};
  char *exact = malloc(text.length);
  assert_non_null(exact);
  memcpy(exact, text.data, text.length);
  return (sse_str){exact, text.length};
}

static inline void write_bytes(const char *path, const void *data, size_t length) {
  FILE *file = fopen(path, "wb");
  assert_non_null(file);
  assert_int_equal(fwrite(data, 1, length, file), length);
  assert_int_equal(fclose(file), 0);
}

static inline void write_text(const char *path, const char *text) {
  write_bytes(path, text, strlen(text));
}

#endif
