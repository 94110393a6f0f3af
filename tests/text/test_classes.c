/* Word boundaries as in Unicode's own test file; also the grapheme clusters and the normalisation of the
 * library that is used. */
#include "testing.h"

#include "text/classes.h"
#include "text/text.h"

#include <utf8proc.h>

/* Debian's package unicode-data provides these files; without them the tests are skipped. */
#define UNICODE "/usr/share/unicode/"

static FILE *open_data(const char *command, const char *path) {
  char line[256];
  if (access(path, R_OK) != 0) return NULL;
  (void)snprintf(line, sizeof line, "%s %s", command, path);
  return popen(line, "r"); /* NOLINT(cert-env33-c): both parts are constants */
}

/* Reads the code points of "÷ 0061 × 0308 ÷"; `breaks` gets the byte offsets of the ÷. */
static size_t read_break_line(const char *line, sse_buffer *text, size_t breaks[64]) {
  size_t count = 0;
  sse_buffer_clear(text);
  for (const char *c = line; *c && *c != '#' && *c != '\n';) {
    if (strncmp(c, "÷", 2) == 0) {
      breaks[count++] = text->length;
      c += 2;
    } else if (strncmp(c, "×", 2) == 0) {
      c += 2;
    } else if (*c == ' ' || *c == '\t') {
      c++;
    } else {
      char *end;
      utf8proc_uint8_t bytes[4];
      long code = strtol(c, &end, 16);
      assert_ptr_not_equal(end, c);
      sse_buffer_append(text, bytes, (size_t)utf8proc_encode_char((utf8proc_int32_t)code, bytes));
      c = end;
    }
  }
  return count;
}

static size_t grapheme_end(sse_str text, size_t start) {
  int32_t before, code, state = 0;
  size_t position = start + text_decode(text, start, &before);
  while (position < text.length) {
    size_t length = text_decode(text, position, &code);
    if (utf8proc_grapheme_break_stateful(before, code, &state)) break;
    before = code;
    position += length;
  }
  return position;
}

static void assert_breaks(const char *path, size_t (*end_of)(sse_str text, size_t start), size_t least) {
  FILE *file = open_data("cat", path);
  if (!file) skip();
  char line[2048];
  sse_buffer text = {0};
  size_t lines = 0;
  while (fgets(line, sizeof line, file)) {
    size_t breaks[64];
    size_t count = read_break_line(line, &text, breaks);
    if (count == 0) continue;
    lines++;
    size_t position = 0;
    for (size_t i = 1; i < count; i++) {
      position = end_of(sse_buffer_str(&text), position);
      if (position != breaks[i]) fail_msg("%s: a boundary at %zu, not %zu", line, position, breaks[i]);
    }
    assert_int_equal(position, text.length);
  }
  assert_true(lines >= least);
  sse_buffer_reset(&text);
  assert_int_equal(pclose(file), 0);
}

static void words_end_where_wordbreaktest_says(void **state) {
  (void)state;
  assert_breaks(UNICODE "auxiliary/WordBreakTest.txt", text_word_end, 1800);
}

static void grapheme_clusters_end_where_graphemebreaktest_says(void **state) {
  (void)state;
  assert_breaks(UNICODE "auxiliary/GraphemeBreakTest.txt", grapheme_end, 600);
}

static void append_codes(sse_buffer *text, const char *codes) {
  while (*codes && *codes != ';') {
    char *end;
    utf8proc_uint8_t bytes[4];
    long code = strtol(codes, &end, 16);
    sse_buffer_append(text, bytes, (size_t)utf8proc_encode_char((utf8proc_int32_t)code, bytes));
    codes = end;
    while (*codes == ' ')
      codes++;
  }
}

/* NormalizationTest.txt: source; NFC; NFD; NFKC; NFKD. The second is the NFC of each of the first three. */
static void text_is_cleaned_to_the_nfc_that_normalizationtest_says(void **state) {
  (void)state;
  FILE *file = open_data("bzcat", UNICODE "NormalizationTest.txt.bz2");
  if (!file) skip();
  char line[2048];
  size_t lines = 0;
  while (fgets(line, sizeof line, file)) {
    if (line[0] == '#' || line[0] == '@' || line[0] == '\n') continue;
    const char *columns[3];
    columns[0] = line;
    for (int i = 1; i < 3; i++)
      columns[i] = strchr(columns[i - 1], ';') + 1;
    sse_buffer expected = {0};
    append_codes(&expected, columns[1]);
    for (int i = 0; i < 3; i++) {
      sse_buffer source = {0}, clean = {0};
      sse_error err;
      size_t repaired = 0;
      append_codes(&source, columns[i]);
      assert_int_equal(text_clean(sse_buffer_str(&source), &clean, &repaired, &err), SSE_OK);
      assert_int_equal(repaired, 0);
      if (!sse_str_equal(sse_buffer_str(&clean), sse_buffer_str(&expected))) fail_msg("%s", line);
      sse_buffer_reset(&source);
      sse_buffer_reset(&clean);
    }
    sse_buffer_reset(&expected);
    lines++;
  }
  assert_true(lines > 19000);
  assert_int_equal(pclose(file), 0);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(words_end_where_wordbreaktest_says),
      cmocka_unit_test(grapheme_clusters_end_where_graphemebreaktest_says),
      cmocka_unit_test(text_is_cleaned_to_the_nfc_that_normalizationtest_says),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
