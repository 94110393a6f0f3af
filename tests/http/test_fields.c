/* Header fields: found in any case, compared as lists, added until there is no room. */
#include "testing.h"

#include "http/http.h"

static void a_tag_is_known_where_a_list_names_it(void **state) {
  static const struct {
    const char *known;
    bool is_known;
  } lists[] = {{"W/\"a\"", true},   {"\"a\"", true},   {"\"x\" , W/\"a\"", true},
               {"w/\"a\",", true},  {"\"ab\"", false}, {"a", false},
               {"*", false},        {"", false},       {"\"x\",\"y\"", false},
               {"W/W/\"a\"", false}};
  (void)state;
  for (size_t i = 0; i < sizeof lists / sizeof *lists; i++) {
    const http_pair header = {"if-NONE-match", lists[i].known};
    const http_request request = {.headers = &header, .header_count = 1};
    if (http_is_known(&request, "W/\"a\"") != lists[i].is_known) fail_msg("%s", lists[i].known);
    assert_false(http_is_known(&request, ""));
  }
  assert_false(http_is_known(&(const http_request){0}, "W/\"a\""));
}

static void a_type_is_preferred_where_it_is_named_and_weighs_as_much(void **state) {
  static const struct {
    const char *accepted;
    bool prefers;
  } lists[] = {{"text/html,application/xhtml+xml,*/*;q=0.8", true},
               {"*/*", false},
               {"text/html;q=0", false},
               {"application/json, text/html;q=0.5", false},
               {"application/json;q=0.5, TEXT/HTML; q=0.5", true},
               {"text/*", false},
               {"", false}};
  (void)state;
  for (size_t i = 0; i < sizeof lists / sizeof *lists; i++) {
    const http_pair header = {"Accept", lists[i].accepted};
    const http_request request = {.headers = &header, .header_count = 1};
    if (http_prefers(&request, "text/html", "application/json") != lists[i].prefers)
      fail_msg("%s", lists[i].accepted);
  }
  assert_false(http_prefers(&(const http_request){0}, "text/html", "application/json"));
}

static void an_answer_has_the_headers_that_were_added_or_has_failed(void **state) {
  http_answer answer = {.status = 200};
  (void)state;
  for (size_t i = 0; i < HTTP_HEADERS_MOST; i++)
    http_add_header(&answer, "X", "a value");
  assert_false(answer.failed);
  assert_int_equal(answer.header_count, HTTP_HEADERS_MOST);
  assert_string_equal(answer.headers[HTTP_HEADERS_MOST - 1].value, "a value");
  http_add_header(&answer, "X", "one too many");
  assert_true(answer.failed);
  http_answer_reset(&answer);
  assert_int_equal(answer.header_count, 0);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(a_tag_is_known_where_a_list_names_it),
      cmocka_unit_test(a_type_is_preferred_where_it_is_named_and_weighs_as_much),
      cmocka_unit_test(an_answer_has_the_headers_that_were_added_or_has_failed),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
