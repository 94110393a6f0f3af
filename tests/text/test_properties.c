/* Properties that hold for any text, tried on 100,000 random strings of letters, marks, digits and
 * punctuation of many scripts. The generator is seeded, so every run tries the same strings. */
#include "testing.h"

#include "text/text.h"

#include <utf8proc.h>

enum { STRINGS = 100000, CODES_MOST = 16 };

static uint64_t random_state;

/* xorshift64* (Vigna, 2016). */
static uint32_t random_below(uint32_t limit) {
  random_state ^= random_state >> 12;
  random_state ^= random_state << 25;
  random_state ^= random_state >> 27;
  return (uint32_t)((random_state * 0x2545F4914F6CDD1Du) >> 33) % limit;
}

/* Code points that have special rules, and ranges from which the others are drawn. */
static int32_t random_code(void) {
  static const int32_t special[] = {
      ' ',    ' ',    '\'',   '-',    '.',    ',',    ':',     '_',    '@',    '/',    '#',    'n',    's',
      'l',    'S',    '0',    '7',    0xA0,   0xAD,   0xB0,    0xB7,   0xBA,   0xDF,   0xE9,   0xC9,   0x130,
      0x131,  0x153,  0x2010, 0x2011, 0x2018, 0x2019, 0x200B,  0x200D, 0x2116, 0x2126, 0x212A, 0x3231, 0xFB01,
      0xFF07, 0x0300, 0x0301, 0x0308, 0x0323, 0x0345, 0x1F468, 0xFE0F, 0x0640, 0x064E, 0x3099};
  static const struct {
    int32_t first, last;
  } ranges[] = {
      {0x20, 0x7E},       {'a', 'z'},         {'0', '9'},         {0xA0, 0x24F},    {0x300, 0x36F},
      {0x370, 0x3FF},     {0x400, 0x45F},     {0x5D0, 0x5F4},     {0x600, 0x6FF},   {0x900, 0x97F},
      {0xE00, 0xE5B},     {0x1100, 0x11FF},   {0x1E00, 0x1FFF},   {0x2000, 0x206F}, {0x20A0, 0x218F},
      {0x2460, 0x24FF},   {0x3000, 0x30FF},   {0x3200, 0x33FF},   {0x4E00, 0x4E40}, {0xAC00, 0xAC80},
      {0xD7A4, 0xD7FF},   {0xF900, 0xFAFF},   {0xFB00, 0xFDFF},   {0xFE00, 0xFFFD}, {0x1D400, 0x1D7FF},
      {0x1F1E6, 0x1F1FF}, {0x1F300, 0x1F6FF}, {0x10000, 0x11FFF}, {0xA000, 0xABFF}, {0x80, 0xFFFF}};
  if (random_below(3) == 0) return special[random_below(sizeof special / sizeof *special)];
  uint32_t range = random_below(sizeof ranges / sizeof *ranges);
  return ranges[range].first +
         (int32_t)random_below((uint32_t)(ranges[range].last - ranges[range].first + 1));
}

static void random_text(sse_buffer *text) {
  uint32_t count = 1 + random_below(CODES_MOST);
  sse_buffer_clear(text);
  while (count-- > 0) {
    utf8proc_uint8_t bytes[4];
    int32_t code = random_code();
    if (code < 0xD800 || code > 0xDFFF)
      sse_buffer_append(text, bytes, (size_t)utf8proc_encode_char(code, bytes));
  }
  sse_buffer_append_text(text, "");
}

static void show(const char *what, sse_str text) {
  print_message("# %s:", what);
  for (size_t i = 0; i < text.length;) {
    int32_t code;
    i += (size_t)utf8proc_iterate((const utf8proc_uint8_t *)text.data + i,
                                  (utf8proc_ssize_t)(text.length - i), &code);
    print_message(" %04X", (unsigned)code);
  }
  print_message("\n");
}

static void folding_what_is_folded_changes_nothing(void **state) {
  sse_buffer text = {0};
  char once[TEXT_TERM_SIZE], twice[TEXT_TERM_SIZE];
  (void)state;
  random_state = 1;
  for (int i = 0; i < STRINGS; i++) {
    random_text(&text);
    size_t length = text_fold(sse_buffer_str(&text), once);
    size_t again = text_fold((sse_str){once, length}, twice);
    if (again == length && memcmp(once, twice, length) == 0) continue;
    show("text", sse_buffer_str(&text));
    show("folded", (sse_str){once, length});
    show("folded twice", (sse_str){twice, again});
    fail();
  }
  sse_buffer_reset(&text);
}

/* A term to look for among the terms of a text. */
struct wanted {
  sse_str term;
  bool found;
};

static int look(void *context, int flags, const char *term, int length, int start, int end) {
  struct wanted *wanted = context;
  (void)flags, (void)start, (void)end;
  if (sse_str_equal(wanted->term, (sse_str){term, (size_t)length})) wanted->found = true;
  return TEXT_OK;
}

struct checking {
  text_analyser *analyser, *other;
  text_language language;
  sse_str text;
  bool border[4 * CODES_MOST + 1];
};

static int check_term(void *context, int flags, const char *term, int length, int start, int end) {
  struct checking *checking = context;
  struct wanted wanted = {{term, (size_t)length}, false};
  (void)flags;
  if (start >= end || (size_t)end > checking->text.length || !checking->border[start] ||
      !checking->border[end]) {
    show("text", checking->text);
    show("term", wanted.term);
    fail_msg("from %d to %d are not whole characters", start, end);
  }
  sse_str source = sse_str_part(checking->text, (size_t)start, (size_t)end);
  assert_int_equal(text_analyse(checking->other, checking->language, source, &wanted, look), TEXT_OK);
  if (!wanted.found) {
    show("text", checking->text);
    show("source", source);
    show("term", wanted.term);
    fail_msg("the source of a term does not give the term");
  }
  return TEXT_OK;
}

static void every_term_comes_from_whole_characters_that_give_it_again(void **state) {
  struct checking checking = {.language = text_language_of(STR("en"))};
  sse_buffer text = {0};
  sse_error err;
  (void)state;
  random_state = 2;
  assert_int_equal(text_analyser_new(&checking.analyser, &err), SSE_OK);
  assert_int_equal(text_analyser_new(&checking.other, &err), SSE_OK);
  for (int i = 0; i < STRINGS; i++) {
    random_text(&text);
    checking.text = sse_buffer_str(&text);
    memset(checking.border, 0, sizeof checking.border);
    for (size_t at = 0; at < text.length; at = text_cluster_end(checking.text, at))
      checking.border[at] = true;
    checking.border[text.length] = true;
    assert_int_equal(text_analyse(checking.analyser, checking.language, checking.text, &checking, check_term),
                     TEXT_OK);
  }
  text_analyser_free(checking.analyser);
  text_analyser_free(checking.other);
  sse_buffer_reset(&text);
}

static int collect(void *context, int flags, const char *term, int length, int start, int end) {
  (void)start, (void)end;
  sse_buffer_printf(context, "%.*s/%d ", length, term, flags);
  return TEXT_OK;
}

static void canonically_equal_texts_have_equal_terms(void **state) {
  text_analyser *analyser;
  text_language english = text_language_of(STR("en"));
  sse_buffer text = {0}, terms[2] = {{0}, {0}};
  sse_error err;
  (void)state;
  random_state = 3;
  assert_int_equal(text_analyser_new(&analyser, &err), SSE_OK);
  for (int i = 0; i < STRINGS; i++) {
    static const utf8proc_option_t forms[] = {UTF8PROC_COMPOSE, UTF8PROC_DECOMPOSE};
    random_text(&text);
    for (int form = 0; form < 2; form++) {
      utf8proc_uint8_t *normal;
      utf8proc_ssize_t length =
          utf8proc_map((const utf8proc_uint8_t *)text.data, (utf8proc_ssize_t)text.length, &normal,
                       (utf8proc_option_t)(UTF8PROC_STABLE | forms[form]));
      assert_true(length >= 0);
      sse_buffer_clear(&terms[form]);
      sse_buffer_append_text(&terms[form], "");
      sse_str normal_text = {(const char *)normal, (size_t)length};
      assert_int_equal(text_analyse(analyser, english, normal_text, &terms[form], collect), TEXT_OK);
      free(normal);
    }
    if (strcmp(terms[0].data, terms[1].data) == 0) continue;
    show("text", sse_buffer_str(&text));
    print_message("# composed %s\n# decomposed %s\n", terms[0].data, terms[1].data);
    fail();
  }
  text_analyser_free(analyser);
  sse_buffer_reset(&text);
  sse_buffer_reset(&terms[0]);
  sse_buffer_reset(&terms[1]);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(folding_what_is_folded_changes_nothing),
      cmocka_unit_test(every_term_comes_from_whole_characters_that_give_it_again),
      cmocka_unit_test(canonically_equal_texts_have_equal_terms),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
