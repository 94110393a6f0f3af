/* Reading files line by line, and making folders. */
#include "base/lines.h"
#include "base/path.h"
#include "testing.h"

#include <sys/stat.h>

static void assert_lines(const char *path, const char *const *expected, size_t count) {
  sse_lines *lines;
  sse_error err;
  sse_str line;
  bool more;
  assert_int_equal(sse_lines_open(path, &lines, &err), SSE_OK);
  for (size_t i = 0; i < count; i++) {
    assert_int_equal(sse_lines_next(lines, &line, &more, &err), SSE_OK);
    assert_true(more);
    assert_str_equal(line, expected[i]);
    assert_int_equal(sse_lines_number(lines), i + 1);
  }
  assert_int_equal(sse_lines_next(lines, &line, &more, &err), SSE_OK);
  assert_false(more);
  sse_lines_close(lines);
}

static void lines_end_in_lf_or_crlf_or_the_end_of_the_file(void **state) {
  const char *path = path_in(state, "lines");
  write_text(path, "a\nb\r\n\nlast");
  assert_lines(path, (const char *const[]){"a", "b", "", "last"}, 4);
  write_text(path, "a\n");
  assert_lines(path, (const char *const[]){"a"}, 1);
  write_text(path, "");
  assert_lines(path, NULL, 0);
}

static void lines_end_in_cr_where_a_file_has_nothing_else(void **state) {
  const char *path = path_in(state, "cr");
  write_text(path, "a\rb\r\rlast");
  assert_lines(path, (const char *const[]){"a", "b", "", "last"}, 4);
  write_text(path, "a\r");
  assert_lines(path, (const char *const[]){"a"}, 1);
  write_text(path, "a\rb\nc\r\n");
  assert_lines(path, (const char *const[]){"a\rb", "c"}, 2);
}

static void the_beginning_is_shown_and_whether_it_is_all(void **state) {
  const char *path = path_in(state, "beginning");
  char *text = malloc(SSE_LINES_PEEK + 1);
  sse_lines *lines;
  sse_error err;
  assert_non_null(text);
  memset(text, 'x', SSE_LINES_PEEK + 1);
  for (size_t length = SSE_LINES_PEEK - 1; length <= SSE_LINES_PEEK + 1; length += 2) {
    write_bytes(path, text, length);
    assert_int_equal(sse_lines_open(path, &lines, &err), SSE_OK);
    assert_int_equal(sse_lines_peek(lines).length, length < SSE_LINES_PEEK ? length : SSE_LINES_PEEK);
    assert_int_equal(sse_lines_peek_is_all(lines), length < SSE_LINES_PEEK);
    sse_lines_close(lines);
  }
  free(text);
}

static void a_file_of_another_character_set_is_read_as_utf_8(void **state) {
  const char *path = path_in(state, "decoded");
  sse_lines *lines;
  sse_error err;
  sse_str line;
  bool more;
  write_text(path, "Caf\xE9\r\xFF");
  assert_int_equal(sse_lines_open(path, &lines, &err), SSE_OK);
  assert_int_equal(sse_lines_decode(lines, "klingon", &err), SSE_INVALID);
  assert_int_equal(sse_lines_decode(lines, "windows-1253", &err), SSE_OK);
  assert_int_equal(sse_lines_next(lines, &line, &more, &err), SSE_OK);
  assert_str_equal(line, "Cafι");
  assert_int_equal(sse_lines_next(lines, &line, &more, &err), SSE_OK);
  assert_str_equal(line, "\xEF\xBF\xBD");
  assert_int_equal(sse_lines_repaired(lines), 1);
  sse_lines_close(lines);
}

static void peeking_consumes_nothing(void **state) {
  const char *path = path_in(state, "peek");
  sse_lines *lines;
  sse_error err;
  sse_str line;
  bool more;
  write_text(path, "first\nsecond\n");
  assert_int_equal(sse_lines_open(path, &lines, &err), SSE_OK);
  assert_str_equal(sse_lines_peek(lines), "first\nsecond\n");
  assert_int_equal(sse_lines_next(lines, &line, &more, &err), SSE_OK);
  assert_str_equal(line, "first");
  assert_int_equal(sse_lines_bytes(lines), strlen("first\nsecond\n"));
  sse_lines_close(lines);
}

static void a_line_at_the_limit_is_read_and_one_above_is_an_error(void **state) {
  const char *path = path_in(state, "long");
  char *text = malloc(SSE_LINES_LONGEST + 8);
  sse_lines *lines;
  sse_error err;
  sse_str line;
  bool more;
  assert_non_null(text);
  memset(text, 'x', SSE_LINES_LONGEST + 8);
  text[SSE_LINES_LONGEST] = '\n';
  write_bytes(path, text, SSE_LINES_LONGEST + 1);
  assert_int_equal(sse_lines_open(path, &lines, &err), SSE_OK);
  assert_int_equal(sse_lines_next(lines, &line, &more, &err), SSE_OK);
  assert_int_equal(line.length, SSE_LINES_LONGEST);
  sse_lines_close(lines);

  text[SSE_LINES_LONGEST] = 'x';
  write_bytes(path, text, SSE_LINES_LONGEST + 1);
  assert_int_equal(sse_lines_open(path, &lines, &err), SSE_OK);
  assert_int_equal(sse_lines_next(lines, &line, &more, &err), SSE_TOO_LARGE);
  assert_non_null(strstr(err.message, "long:1: "));
  sse_lines_close(lines);
  free(text);
}

/* The line after it is read whole, wherever the long line ends within a block. */
static void what_follows_a_line_that_is_too_long_is_read(void **state) {
  static const char after[] = "\nafter\n";
  enum { BLOCK = 64 * 1024, BLOCKS = 20, MOST = SSE_LINES_LONGEST + (BLOCKS + 1) * BLOCK };
  const char *path = path_in(state, "after");
  char *text = malloc(MOST);
  assert_non_null(text);
  for (size_t length = SSE_LINES_LONGEST + 1; length < SSE_LINES_LONGEST + BLOCKS * BLOCK; length++) {
    size_t past = length % BLOCK;
    if (past > 1 && past < BLOCK - 1) continue;
    sse_lines *lines;
    sse_error err;
    sse_str line;
    bool more;
    memset(text, 'x', length);
    memcpy(text + length, after, sizeof after);
    write_bytes(path, text, length + sizeof after - 1);
    assert_int_equal(sse_lines_open(path, &lines, &err), SSE_OK);
    assert_int_equal(sse_lines_next(lines, &line, &more, &err), SSE_TOO_LARGE);
    assert_int_equal(sse_lines_next(lines, &line, &more, &err), SSE_OK);
    if (!more || !sse_str_is(line, "after"))
      fail_msg("after %zu bytes: %.*s", length, (int)line.length, line.data);
    assert_int_equal(sse_lines_next(lines, &line, &more, &err), SSE_OK);
    assert_false(more);
    sse_lines_close(lines);
  }
  free(text);
}

static void many_lines_across_blocks_come_out_whole(void **state) {
  const char *path = path_in(state, "many");
  FILE *file = fopen(path, "wb");
  assert_non_null(file);
  for (int i = 0; i < 50000; i++)
    assert_true(fprintf(file, "line %d of many\n", i) > 0);
  assert_int_equal(fclose(file), 0);
  sse_lines *lines;
  sse_error err;
  assert_int_equal(sse_lines_open(path, &lines, &err), SSE_OK);
  for (int i = 0; i < 50000; i++) {
    char expected[40];
    sse_str line;
    bool more;
    assert_int_equal(sse_lines_next(lines, &line, &more, &err), SSE_OK);
    (void)snprintf(expected, sizeof expected, "line %d of many", i);
    assert_true(more && sse_str_equal(line, STR(expected)));
  }
  sse_lines_close(lines);
}

static void what_is_not_a_file_is_refused_with_its_name(void **state) {
  sse_lines *lines;
  sse_error err;
  assert_int_equal(sse_lines_open(path_in(state, "none"), &lines, &err), SSE_NOT_FOUND);
  assert_non_null(strstr(err.message, "/none: "));
  assert_null(lines);
  assert_int_equal(sse_lines_open(path_in(state, "."), &lines, &err), SSE_INVALID);
  assert_int_equal(sse_lines_open("/dev/zero", &lines, &err), SSE_INVALID);
  assert_int_equal(mkfifo(path_in(state, "pipe"), 0600), 0);
  assert_int_equal(sse_lines_open(path_in(state, "pipe"), &lines, &err), SSE_INVALID);
}

static void missing_folders_are_made_and_those_there_are_kept(void **state) {
  sse_error err;
  const char *path = path_in(state, "a/b/c.db");
  struct stat status;
  assert_int_equal(sse_make_parents(path, &err), SSE_OK);
  assert_int_equal(sse_make_parents(path, &err), SSE_OK);
  assert_int_equal(stat(path_in(state, "a/b"), &status), 0);
  assert_int_equal(stat(path, &status), -1);
  assert_int_equal(sse_make_parents("", &err), SSE_OK);
  assert_int_equal(sse_make_parents("/proc/none/x", &err), SSE_NOT_FOUND);
}

/* Asks for the next `most` lines; expects `count` lines of `length` bytes in total. */
static void assert_ahead(sse_lines *lines, size_t most, size_t count, size_t length) {
  sse_str text;
  size_t shown;
  sse_error err;
  assert_int_equal(sse_lines_ahead(lines, most, &text, &shown, &err), SSE_OK);
  assert_int_equal(shown, count);
  assert_int_equal(text.length, length);
}

static void lines_that_come_next_are_shown_and_passed_over(void **state) {
  const char *path = path_in(state, "ahead");
  sse_lines *lines;
  sse_error err;
  sse_str text;
  size_t count;
  bool more;
  write_text(path, "one\ntwo\r\n\nfour");
  assert_int_equal(sse_lines_open(path, &lines, &err), SSE_OK);
  assert_ahead(lines, 0, 0, 0);
  assert_ahead(lines, 2, 2, strlen("one\ntwo\r\n"));
  assert_ahead(lines, 9, 4, strlen("one\ntwo\r\n\nfour"));
  assert_int_equal(sse_lines_ahead(lines, 3, &text, &count, &err), SSE_OK);
  sse_lines_skip(lines, text, count);
  assert_int_equal(sse_lines_number(lines), 3);
  assert_int_equal(sse_lines_next(lines, &text, &more, &err), SSE_OK);
  assert_str_equal(text, "four");
  assert_int_equal(sse_lines_number(lines), 4);
  assert_ahead(lines, 9, 0, 0);
  sse_lines_close(lines);
}

static void as_many_lines_are_shown_as_the_limit_holds(void **state) {
  const char *path = path_in(state, "wide");
  enum { LINE = 100 * 1024, LINES = 30 };
  char *text = malloc((size_t)LINE * LINES);
  sse_lines *lines;
  sse_error err;
  assert_non_null(text);
  memset(text, 'x', (size_t)LINE * LINES);
  for (size_t i = 1; i <= LINES; i++)
    text[i * LINE - 1] = '\n';
  write_bytes(path, text, (size_t)LINE * LINES);
  assert_int_equal(sse_lines_open(path, &lines, &err), SSE_OK);
  size_t fit = SSE_LINES_PEEK / LINE;
  assert_ahead(lines, 3, 3, (size_t)3 * LINE);
  assert_ahead(lines, LINES, fit, fit * LINE);
  for (size_t read = 0; read < LINES; read += fit) {
    sse_str shown;
    size_t count, left = LINES - read;
    assert_int_equal(sse_lines_ahead(lines, LINES, &shown, &count, &err), SSE_OK);
    assert_int_equal(count, left < fit ? left : fit);
    sse_lines_skip(lines, shown, count);
  }
  sse_lines_close(lines);
  memset(text, 'x', (size_t)LINE * LINES);
  write_bytes(path, text, (size_t)LINE * LINES);
  assert_int_equal(sse_lines_open(path, &lines, &err), SSE_OK);
  assert_ahead(lines, 1, 0, 0);
  sse_lines_close(lines);
  free(text);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(lines_end_in_lf_or_crlf_or_the_end_of_the_file),
      cmocka_unit_test(lines_end_in_cr_where_a_file_has_nothing_else),
      cmocka_unit_test(the_beginning_is_shown_and_whether_it_is_all),
      cmocka_unit_test(a_file_of_another_character_set_is_read_as_utf_8),
      cmocka_unit_test(peeking_consumes_nothing),
      cmocka_unit_test(a_line_at_the_limit_is_read_and_one_above_is_an_error),
      cmocka_unit_test(what_follows_a_line_that_is_too_long_is_read),
      cmocka_unit_test(many_lines_across_blocks_come_out_whole),
      cmocka_unit_test(lines_that_come_next_are_shown_and_passed_over),
      cmocka_unit_test(as_many_lines_are_shown_as_the_limit_holds),
      cmocka_unit_test(what_is_not_a_file_is_refused_with_its_name),
      cmocka_unit_test(missing_folders_are_made_and_those_there_are_kept),
  };
  return cmocka_run_group_tests(tests, make_folder, remove_folder);
}
