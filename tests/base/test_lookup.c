/* Looking up a key in a sorted file: found wherever its line is, and not found if it has none.
 * Each file ends where its memory ends.
 * All keys of each file are looked up, along with keys before, between and after them. */
#include "testing.h"

#include "base/lookup.h"

static const char *const keys[] = {"a", "ab", "b", "ba", "c-d", "ca", "x", "\xC3\xA9"};
enum { KEYS = sizeof keys / sizeof *keys };

/* The text after a key: nothing, with or without a space, or words. */
static const char *const said[] = {"", " ", " 1", " two words", " as long as a line of this file may be"};
enum { SAID = sizeof said / sizeof *said };

static void assert_found(sse_str file, const char *key, const char *wanted) {
  sse_str found = sse_lookup(file, STR(key));
  if (!wanted && found.data) fail_msg("%s: found in %.*s", key, (int)file.length, file.data);
  if (!wanted) return;
  if (*wanted == ' ') wanted++;
  if (!found.data || !sse_str_equal(found, STR(wanted)))
    fail_msg("%s: '%.*s' in %.*s", key, (int)found.length, found.data ? found.data : "", (int)file.length,
             file.data);
}

static void a_key_is_found_in_a_file_that_has_it_and_in_no_other(void **state) {
  (void)state;
  for (unsigned set = 0; set < 1U << KEYS; set++) {
    sse_buffer lines = {0};
    for (size_t i = 0; i < KEYS; i++)
      if (set >> i & 1) sse_buffer_printf(&lines, "%s%s\n", keys[i], said[(set + i) % SAID]);
    sse_str file = copy_exactly(sse_buffer_str(&lines));
    for (size_t i = 0; i < KEYS; i++)
      assert_found(file, keys[i], set >> i & 1 ? said[(set + i) % SAID] : NULL);
    for (size_t i = 0; i < 3; i++)
      assert_found(file, (const char *const[]){"A", "b1", "\xC3\xAA"}[i], NULL);
    free((char *)file.data);
    sse_buffer_reset(&lines);
  }
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(a_key_is_found_in_a_file_that_has_it_and_in_no_other),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
