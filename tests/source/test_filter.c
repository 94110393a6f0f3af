/* Filters on streams: the contents of an archive's entry pass through a program, like a file.
 * The programs are those that POSIX has everywhere.
 * Limits that need a misbehaving program are tested from the command line. */
#include "base/lines.h"
#include "source/filter/filter.h"
#include "testing.h"

/* A stream of `left` identical letters, in blocks of at most `step`. */
struct letters {
  size_t left, step;
  sse_status end; /* the status returned at the end */
  bool is_closed;
};

static sse_status letters_read(void *context, char *block, size_t size, size_t *got, sse_error *err) {
  struct letters *letters = context;
  *got = letters->left < letters->step ? letters->left : letters->step;
  if (*got > size) *got = size;
  if (*got == 0 && letters->end) return sse_fail(err, letters->end, "the stream is cut");
  memset(block, 'a', *got);
  letters->left -= *got;
  return SSE_OK;
}

static void letters_close(void *context) {
  ((struct letters *)context)->is_closed = true;
}

/* Runs the command on the letters; `out` gets its output. */
static sse_status run_on(struct letters *letters, const char *command, sse_buffer *out, sse_error *err) {
  const source_options options = {0};
  const struct filter_input input = {{letters, letters_read, letters_close}, "a.zip/letters", .shown = 10000};
  sse_stream stream;
  char block[1000];
  size_t got = 1;
  sse_buffer beginning = {0};
  size_t left = letters->left;
  sse_status status = filter_open_stream(&input, command, &options, &beginning, &stream, err);
  if (!status) assert_int_equal(beginning.length, left < 10000 ? left : 10000);
  sse_buffer_reset(&beginning);
  assert_true(letters->is_closed);
  if (status) return status;
  while (!status && got > 0) {
    status = stream.read(stream.context, block, sizeof block, &got, err);
    if (!status) sse_buffer_append(out, block, got);
  }
  stream.close(stream.context);
  assert_false(out->failed);
  return status;
}

static void a_stream_goes_through_a_filter(void **state) {
  struct letters letters = {.left = 200000, .step = 7001};
  sse_buffer out = {0};
  sse_error err;
  (void)state;
  assert_int_equal(run_on(&letters, "  tr\ta  b ", &out, &err), SSE_OK);
  assert_int_equal(out.length, 200000);
  for (size_t i = 0; i < out.length; i++)
    assert_int_equal(out.data[i], 'b');
  sse_buffer_reset(&out);
}

static void an_empty_stream_gives_empty_output(void **state) {
  struct letters letters = {.step = 1};
  sse_buffer out = {0};
  sse_error err;
  (void)state;
  assert_int_equal(run_on(&letters, "cat", &out, &err), SSE_OK);
  assert_int_equal(out.length, 0);
  sse_buffer_reset(&out);
}

static void failures_are_told_apart(void **state) {
  struct letters letters = {.left = 10, .step = 10};
  struct letters cut = {.left = 10, .step = 10, .end = SSE_TOO_LARGE};
  sse_buffer out = {0};
  sse_error err;
  (void)state;
  assert_int_equal(run_on(&letters, "no-such-program -x", &out, &err), SSE_NOT_FOUND);
  assert_string_equal(err.message,
                      "a.zip/letters: the filter 'no-such-program' cannot be run; is it installed?");
  assert_int_equal(run_on(&letters, "false", &out, &err), SSE_INVALID);
  assert_int_equal(run_on(&letters, " ", &out, &err), SSE_INVALID);
  assert_int_equal(run_on(&cut, "cat", &out, &err), SSE_TOO_LARGE);
  assert_string_equal(err.message, "the stream is cut");
  assert_int_equal(out.length, 0);
  sse_buffer_reset(&out);
}

static void output_without_end_is_stopped(void **state) {
  struct letters letters = {0};
  sse_buffer out = {0};
  sse_error err;
  (void)state;
  assert_int_equal(run_on(&letters, "yes", &out, &err), SSE_TOO_LARGE);
  assert_string_equal(err.message, "a.zip/letters: the filter 'yes' outputs more than 67108864 bytes");
  assert_in_range(out.length, 67108864 - 1000, 67108864);
  sse_buffer_reset(&out);
}

static void what_is_no_regular_file_is_refused(void **state) {
  const source_options options = {0};
  sse_stream stream;
  sse_error err;
  (void)state;
  assert_int_equal(filter_open("/dev/null", "cat", &options, &stream, &err), SSE_INVALID);
  assert_int_equal(filter_open("src", "cat", &options, &stream, &err), SSE_INVALID);
  assert_int_equal(filter_open("src/no-such-file", "cat", &options, &stream, &err), SSE_NOT_FOUND);
}

static void a_program_is_installed_where_the_path_has_it(void **state) {
  (void)state;
  assert_true(filter_is_installed("sh"));
  assert_true(filter_is_installed("  sh -x script"));
  assert_true(filter_is_installed("/bin/sh\t-x"));
  assert_false(filter_is_installed("no-such-program"));
  assert_false(filter_is_installed("/bin/no-such-program"));
  assert_false(filter_is_installed("/bin"));
  assert_false(filter_is_installed("./Makefile"));
  assert_false(filter_is_installed("shsh"));
  assert_false(filter_is_installed(" "));
  assert_false(filter_is_installed(""));
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(a_stream_goes_through_a_filter),
      cmocka_unit_test(an_empty_stream_gives_empty_output),
      cmocka_unit_test(failures_are_told_apart),
      cmocka_unit_test(output_without_end_is_stopped),
      cmocka_unit_test(what_is_no_regular_file_is_refused),
      cmocka_unit_test(a_program_is_installed_where_the_path_has_it),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
