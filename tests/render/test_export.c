/* The OpenSearch export of an archive: synonyms as OpenSearch reads them, and an analyzer for each language.
 * In Solr's format, a rule with an arrow replaces the left side by the right side (the page of the synonym
 * token filter: "laptop => computer"), whereas ours keep the word itself. */
#include "testing.h"

#include "render/render.h"

#include <jansson.h>

/* The body of the index request for these languages and synonyms. */
static json_t *index_of(const index_counts *languages, const char *synonyms) {
  char *text = NULL;
  size_t size = 0;
  FILE *out = open_memstream(&text, &size);
  sse_error err;
  assert_non_null(out);
  assert_int_equal(render_opensearch_index(out, languages, STR(synonyms), &err), SSE_OK);
  assert_int_equal(fclose(out), 0);
  json_t *body = json_loads(text, 0, NULL);
  assert_non_null(body);
  free(text);
  return body;
}

static json_t *at(json_t *object, const char *const *path) {
  for (; *path; path++)
    object = json_object_get(object, *path);
  assert_non_null(object);
  return object;
}

static void a_rule_of_synonyms_means_the_same(void **state) {
  static const char *const path[] = {"settings", "analysis", "filter", "synonyms", "synonyms", NULL};
  static const struct {
    const char *lines, *rules;
  } cases[] = {
      {"# a, b\n\n  co-op,  SCOP , worker co-op\n", "co-op, SCOP, worker co-op"},
      {"ILO, SSE => OIT, work place", "ILO => ILO, OIT, work place|SSE => SSE, OIT, work place"},
      {"a\\, b, c\\=>d\nx\\,y => z", "a\\, b, c\\=>d|x\\,y => x\\,y, z"},
      {"UN, ONU, Nations Unies\nUN, alone", "ONU, Nations Unies"},
      {"ONU => UN\nUN => ONU\nONU, OIT => UN, Nations Unies",
       "ONU => ONU, Nations Unies|OIT => OIT, Nations Unies"},
      {"un peu, ein wenig", "un peu, ein wenig"},
      {"", ""},
  };
  index_count french = {(char *)"fr", 1};
  (void)state;
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
    json_t *body = index_of(&(index_counts){&french, 1}, cases[i].lines), *list = at(body, path);
    sse_buffer rules = {0};
    sse_buffer_append_text(&rules, "");
    for (size_t k = 0; k < json_array_size(list); k++)
      sse_buffer_printf(&rules, "%s%s", k > 0 ? "|" : "", json_string_value(json_array_get(list, k)));
    assert_string_equal(rules.data, cases[i].rules);
    sse_buffer_reset(&rules);
    json_decref(body);
  }
}

static void a_language_has_the_analyzer_that_needs_no_plugin(void **state) {
  static const char *const path[] = {"mappings", "properties", "text", "fields", NULL};
  index_count counts[] = {{(char *)"pt-BR", 9}, {(char *)"ko", 5}, {(char *)"zh-Hant", 4}, {(char *)"pl", 3},
                          {(char *)"", 2},      {(char *)"nn", 1}, {(char *)"ckb", 1},     {(char *)"f", 1}};
  json_t *body = index_of(&(index_counts){counts, sizeof counts / sizeof *counts}, "");
  (void)state;
  char *fields = json_dumps(at(body, path), JSON_COMPACT | JSON_SORT_KEYS);
  assert_string_equal(fields, "{\"cjk\":{\"analyzer\":\"cjk\",\"type\":\"text\"},"
                              "\"norwegian\":{\"analyzer\":\"norwegian\",\"type\":\"text\"},"
                              "\"portuguese\":{\"analyzer\":\"portuguese\",\"type\":\"text\"},"
                              "\"sorani\":{\"analyzer\":\"sorani\",\"type\":\"text\"}}");
  free(fields);
  json_decref(body);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(a_rule_of_synonyms_means_the_same),
      cmocka_unit_test(a_language_has_the_analyzer_that_needs_no_plugin),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
