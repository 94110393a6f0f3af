/* Parameters of requests: what is accepted, what is refused, and the link that asks for the same. */
#include "failing.h"

#include "testing.h"

#include "web/request.h"

enum { PAIRS_MOST = 6 };

/* Takes "name=value" pairs; `value` may be any bytes. */
static sse_status take_all(struct request *request, const char *const pairs[PAIRS_MOST], sse_error *err) {
  sse_status status = SSE_OK;
  request_init(request);
  for (size_t i = 0; i < PAIRS_MOST && pairs[i] && !status; i++) {
    char name[64] = {0};
    const char *equals = strchr(pairs[i], '=');
    memcpy(name, pairs[i], (size_t)(equals - pairs[i]));
    status = request_take(request, name, equals + 1, err);
  }
  return status;
}

/* Parameters, and the link and filters that they result in. */
static const struct asking {
  const char *pairs[PAIRS_MOST], *link, *filters;
} askings[] = {
    {{NULL}, "/", ""},
    {{"q=", "source="}, "/", ""},
    {{"q=a b&c", "lang=pt-BR"}, "/?q=a%20b%26c&lang=pt-BR", " lang:=\"pt-BR\""},
    {{"q=caf\xE9"}, "/?q=caf%EF%BF%BD", ""},
    {{"q=a", "q=a"}, "/?q=a", ""},
    {{"q=", "q=a", "lang=", "lang=fr"}, "/?q=a&lang=fr", " lang:=\"fr\""},
    {{"q=a", "q=", "lang=fr", "lang="}, "/?q=a&lang=fr", " lang:=\"fr\""},
    {{"id=", "id=x", "date=2023", "date="}, "/?id=x&date=2023", " date:\"2023\""},
    {{"date=2023-07", "source=The \"Mill\""},
     "/?date=2023-07&source=The%20%22Mill%22",
     " date:\"2023-07\" source:=\"The \"\"Mill\"\"\""},
    {{"id=x", "format=csv"}, "/?id=x&format=csv", ""},
    {{"tag=a", "source=b\nc", "tag=d", "tag=a", "tag="},
     "/?source=b%20c&tag=a&tag=d",
     " source:=\"b c\" ( tag:=\"a\" OR tag:=\"d\")"},
    {{"lang=en", "archive=x", "lang=fr", "fields=id,title"},
     "/?lang=en&lang=fr&archive=x&fields=id%2Ctitle",
     " ( lang:=\"en\" OR lang:=\"fr\") archive:=\"x\""},
    {{"date=2023\n2024"}, "/?date=2023%202024", " date:\"2023 2024\""},
    {{"page=2", "offset=10", "limit=5", "limit=5"}, "/?page=2", ""},
    {{"sort=relevance", "match=auto"}, "/?sort=relevance&match=auto", ""},
    {{"sort=newest", "match=all"}, "/?sort=newest&match=all", ""},
    {{"sort=oldest", "match=any"}, "/?sort=oldest&match=any", ""},
    {{"page=1"}, "/", ""},
    {{"page=2"}, "/?page=2", ""},
    {{"page=1001"}, "/?page=1001", ""},
    {{"offset=9"}, "/", ""},
    {{"offset=10"}, "/?page=2", ""},
    {{"offset=10000", "limit=100", "facets=1", "explain=1"}, "/?page=1001", ""},
    {{"date=2023..2024"}, "/?date=2023..2024", " date:\"2023..2024\""},
    {{"date=..2024"}, "/?date=..2024", " date:\"..2024\""},
    {{"date=2023-07-25.."}, "/?date=2023-07-25..", " date:\"2023-07-25..\""},
    {{"date=-30d"}, "/?date=-30d", " date:\"-30d\""},
    {{"limit=0", "facets=0", "explain=0"}, "/", ""},
    {{"ui=ar", "q=a", "ui=ar", "page=2"}, "/?q=a&ui=ar&page=2", ""},
    {{"ui=PT-br"}, "/?ui=pt", ""},
    {{"q=a", "similar=x", "facet=lang", "cursor=y", "pre=<b>", "post=</b>"}, "/?q=a", ""},
    {{"facet_query=a", "facet_limit=5", "highlight=html", "offsets=utf16"}, "/", ""},
    {{"from=", "to="}, "/", ""},
    {{"from=", "from=2023-01-01", "to=2023-12-31", "to="}, "/?date=2023", " date:\"2023\""},
    {{"from=2023-01-01", "to=2023-12-31"}, "/?date=2023", " date:\"2023\""},
    {{"from=2023-03-05", "date=2020", "to="}, "/?date=2023-03-05..", " date:\"2023-03-05..\""},
    {{"date=2020", "to=2021-12-31"}, "/?date=..2021", " date:\"..2021\""},
};

static void what_is_asked_for_comes_back_as_a_link_and_filters(void **state) {
  (void)state;
  for (size_t i = 0; i < sizeof askings / sizeof *askings; i++) {
    struct request request;
    sse_buffer link = {0}, filters = {0};
    sse_error err;
    if (take_all(&request, askings[i].pairs, &err)) fail_msg("row %zu: %s", i, err.message);
    request_link(&request, "/", &link);
    request_filters(&request, &filters);
    assert_string_equal(link.data, askings[i].link);
    assert_string_equal(filters.data, askings[i].filters);
    assert_true(request_has_filters(&request) == (filters.length > 0));
    assert_string_equal(request.unknown, "");
    sse_buffer_reset(&link);
    sse_buffer_reset(&filters);
    request_reset(&request);
  }
}

static void what_cannot_be_is_refused_by_its_name(void **state) {
  static const struct {
    const char *name, *value, *message; /* NULL: it is accepted */
  } rows[] = {
      {"limit", "100", NULL},
      {"limit", "101", "'limit' must be a number from 0 to 100"},
      {"limit", "", "'limit' must be a number from 0 to 100"},
      {"limit", "1x", "'limit' must be a number from 0 to 100"},
      {"limit", "-1", "'limit' must be a number from 0 to 100"},
      {"limit", "000000001", NULL},
      {"limit", "0000000001", "'limit' must be a number from 0 to 100"},
      {"offset", "10000", NULL},
      {"offset", "10001", "'offset' must be a number from 0 to 10000"},
      {"page", "0", "'page' must be a number from 1 to 1001"},
      {"page", "x", "'page' must be a number from 1 to 1001"},
      {"page", "1002", NULL}, /* which pages exist depends on the number of items of each */
      {"facets", "2", "'facets' must be one of 0, 1"},
      {"explain", "", "'explain' must be one of 0, 1"},
      {"sort", "best", "'sort' must be one of relevance, newest, oldest, seen, changed"},
      {"match", "All", "'match' must be one of auto, all, any"},
      {"highlight", "xml", "'highlight' must be one of none, html"},
      {"offsets", "utf8", "'offsets' must be one of codepoints, bytes, utf16"},
      {"facet_limit", "0", "'facet_limit' must be a number from 1 to 1000"},
      {"facet_limit", "1000", NULL},
      {"lang", "en_GB", NULL}, /* the search notes filters without a meaning */
      {"date", "x", NULL},
      {"from", "x", "'from' must be a date such as 2023-07-25"},
      {"to", "2023-02-29", "'to' must be a date such as 2023-07-25"},
      {"lang", "zh-Hant-HK", NULL},
      {"ui", "pt", NULL},
      {"ui", "pt-BR", NULL},
      {"ui", "FR", NULL},
      {"ui", "zh-Hant", "'ui' must be one of en, fr, es, pt, de, ko, ja, ar"},
      {"ui", "", "'ui' must be one of en, fr, es, pt, de, ko, ja, ar"},
  };
  (void)state;
  for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
    struct request request;
    sse_error err;
    request_init(&request);
    sse_status status = request_take(&request, rows[i].name, rows[i].value, &err);
    assert_int_equal(status, rows[i].message ? SSE_INVALID : SSE_OK);
    if (rows[i].message) assert_string_equal(err.message, rows[i].message);
    assert_false(request.has_sort || request.has_match);
    request_reset(&request);
  }
}

static void what_has_one_value_may_be_given_once(void **state) {
  static const char *const rows[][3] = {
      {"q=a", "q=b", "q"},
      {"date=2022", "date=2023", "date"},
      {"id=a", "id=b", "id"},
      {"limit=1", "limit=2", "limit"},
      {"offset=1", "offset=2", "offset"},
      {"page=1", "page=2", "page"},
      {"page=2", "offset=1", "offset"},
      {"offset=1", "page=2", "page"},
      {"sort=newest", "sort=oldest", "sort"},
      {"match=all", "match=any", "match"},
      {"facets=1", "facets=0", "facets"},
      {"group=1", "group=0", "group"},
      {"explain=1", "explain=0", "explain"},
      {"format=a", "format=b", "format"},
      {"fields=a", "fields=b", "fields"},
      {"similar=a", "similar=b", "similar"},
      {"facet_query=a", "facet_query=b", "facet_query"},
      {"cursor=a", "cursor=b", "cursor"},
      {"pre=a", "pre=b", "pre"},
      {"post=a", "post=b", "post"},
      {"highlight=html", "highlight=none", "highlight"},
      {"offsets=bytes", "offsets=utf16", "offsets"},
      {"facet_limit=1", "facet_limit=2", "facet_limit"},
      {"from=2022", "from=2023", "from"},
      {"to=2022", "to=2023", "to"},
  };
  (void)state;
  for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
    const char *const pairs[PAIRS_MOST] = {rows[i][0], rows[i][1]};
    const char *const same[PAIRS_MOST] = {rows[i][0], rows[i][0]};
    char message[64];
    struct request request;
    sse_error err;
    (void)snprintf(message, sizeof message, "'%s' may be given only once", rows[i][2]);
    assert_int_equal(take_all(&request, pairs, &err), SSE_INVALID);
    assert_string_equal(err.message, message);
    request_reset(&request);
    assert_int_equal(take_all(&request, same, &err), SSE_OK);
    request_reset(&request);
  }
}

static void days_stand_in_place_of_a_date_which_may_be_given_once_nonetheless(void **state) {
  static const char *const wrong[][PAIRS_MOST] = {{"date=2022", "from=2021-01-01", "date=2023"},
                                                  {"from=2021-01-01", "date=2022", "date=2023"},
                                                  {"date=2022", "date=2023", "to=2021-01-01"}};
  static const char *const right[] = {"date=2022", "to=2021-12-31", "date=2022", "from=2021-01-01", "date="};
  const char *pairs[PAIRS_MOST] = {0};
  struct request request;
  sse_error err;
  (void)state;
  for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
    assert_int_equal(take_all(&request, wrong[i], &err), SSE_INVALID);
    assert_string_equal(err.message, "'date' may be given only once");
    request_reset(&request);
  }
  memcpy(pairs, right, sizeof right);
  assert_int_equal(take_all(&request, pairs, &err), SSE_OK);
  assert_string_equal(request_text_of(&request, REQUEST_DATE), "2021");
  request_reset(&request);
}

static void texts_have_a_length_at_the_most(void **state) {
  static const struct {
    const char *name;
    size_t length;
    sse_status status;
  } rows[] = {
      {"q", 1000, SSE_OK},      {"q", 1001, SSE_TOO_LARGE},
      {"source", 500, SSE_OK},  {"source", 501, SSE_TOO_LARGE},
      {"lang", 500, SSE_OK},    {"lang", 501, SSE_TOO_LARGE},
      {"id", 500, SSE_OK},      {"id", 501, SSE_TOO_LARGE},
      {"format", 500, SSE_OK},  {"format", 501, SSE_TOO_LARGE},
      {"date", 500, SSE_OK},    {"date", 501, SSE_TOO_LARGE},
      {"pre", 100, SSE_OK},     {"pre", 101, SSE_TOO_LARGE},
      {"post", 100, SSE_OK},    {"post", 101, SSE_TOO_LARGE},
      {"cursor", 4000, SSE_OK}, {"cursor", 4001, SSE_TOO_LARGE},
  };
  (void)state;
  for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
    struct request request;
    sse_error err;
    char value[4002] = {0};
    memset(value, '2', rows[i].length);
    request_init(&request);
    assert_int_equal(request_take(&request, rows[i].name, value, &err), rows[i].status);
    request_reset(&request);
  }
}

static void a_parameter_that_there_is_not_is_noted_where_it_can_be_shown(void **state) {
  static const char *const names[][2] = {
      {"colour", "colour"},
      {"", "?"},
      {"<b>", "?"},
      {"Q", "Q"},
      {"abcdefghijklmnopqrstuvwxyz-0123456789-A", "abcdefghijklmnopqrstuvwxyz-0123456789-A"},
      {"abcdefghijklmnopqrstuvwxyz-0123456789-AB", "?"}};
  (void)state;
  for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
    struct request request;
    sse_error err;
    request_init(&request);
    assert_int_equal(request_take(&request, names[i][0], "1", &err), SSE_OK);
    assert_string_equal(request.unknown, names[i][1]);
    request_reset(&request);
  }
}

/* The key of a request; the caller resets it. */
static sse_buffer key_of(const char *const pairs[PAIRS_MOST]) {
  struct request request;
  sse_buffer key = {0};
  sse_error err;
  if (take_all(&request, pairs, &err)) fail_msg("%s", err.message);
  request_key(&request, &key);
  assert_false(key.failed);
  request_reset(&request);
  return key;
}

/* Each asks for something different. */
static const char *const others[][PAIRS_MOST] = {{NULL},
                                                 {"q=a"},
                                                 {"q=A"},
                                                 {"q=a "},
                                                 {"q=ab"},
                                                 {"q=a", "id=b"},
                                                 {"id=ab"},
                                                 {"id=a"},
                                                 {"date=2023"},
                                                 {"source=2023"},
                                                 {"lang=2023"},
                                                 {"archive=a"},
                                                 {"format=a"},
                                                 {"fields=a"},
                                                 {"tag=a"},
                                                 {"tag=a", "tag=b"},
                                                 {"tag=b"},
                                                 {"limit=0"},
                                                 {"limit=11"},
                                                 {"offset=1"},
                                                 {"page=2"},
                                                 {"facets=1"},
                                                 {"explain=1"},
                                                 {"group=0"},
                                                 {"sort=newest"},
                                                 {"sort=oldest"},
                                                 {"sort=seen"},
                                                 {"sort=changed"},
                                                 {"sort=relevance"},
                                                 {"match=all"},
                                                 {"match=any"},
                                                 {"match=auto"},
                                                 {"limit=1", "offset=10"},
                                                 {"q=a\x01"},
                                                 {"q=a", "date=b", "source=c"},
                                                 {"q=a", "date=b c"},
                                                 {"date=b", "source=c"},
                                                 {"facets=1", "explain=1"},
                                                 {"similar=a"},
                                                 {"facet=lang"},
                                                 {"facet=lang", "facet=year"},
                                                 {"facet_query=a"},
                                                 {"facet_limit=1"},
                                                 {"cursor=a"},
                                                 {"pre=a"},
                                                 {"post=a"},
                                                 {"highlight=html"},
                                                 {"offsets=bytes"},
                                                 {"offsets=utf16"},
                                                 {"typing=1"},
                                                 {"q=a", "lang=en"}};

static void requests_have_the_same_key_only_where_they_ask_for_the_same(void **state) {
  static const char *const same[][PAIRS_MOST] = {
      {"q=a", "lang=en"}, {"lang=en", "q=a"}, {"q=a", "q=a", "lang=en", "page=1", "utm_source=x", "group=1"}};
  enum { SAME = sizeof same / sizeof *same, OTHERS = sizeof others / sizeof *others };
  sse_buffer keys[OTHERS];
  (void)state;
  for (size_t i = 0; i < OTHERS; i++) {
    keys[i] = key_of(others[i]);
    for (size_t k = 0; k < i; k++)
      if (sse_str_equal(sse_buffer_str(&keys[i]), sse_buffer_str(&keys[k]))) fail_msg("%zu as %zu", i, k);
  }
  for (size_t i = 0; i < SAME; i++) {
    sse_buffer key = key_of(same[i]);
    assert_true(sse_str_equal(sse_buffer_str(&key), sse_buffer_str(&keys[OTHERS - 1])));
    sse_buffer_reset(&key);
  }
  for (size_t i = 0; i < OTHERS; i++)
    sse_buffer_reset(&keys[i]);
}

static void a_request_short_of_memory_says_so(void **state) {
  static const char *const pairs[PAIRS_MOST] = {"q=caf\xE9 a", "date=2023", "source=The Mill", "lang=fr",
                                                "page=3"};
  (void)state;
  if (!OWN_MALLOC) skip();
  happened = true;
  for (long nth = 1; happened; nth++) {
    struct request request;
    sse_buffer link = {0}, filters = {0};
    sse_error err;
    happened = false;
    countdown = nth;
    fails_memory = true;
    sse_status status = take_all(&request, pairs, &err);
    if (!status) {
      request_link(&request, "/", &link);
      request_filters(&request, &filters);
    }
    fails_memory = false;
    countdown = 0;
    bool failed = status || link.failed || filters.failed;
    if (failed) assert_true(happened);
    if (!failed) {
      assert_string_equal(link.data, "/?q=caf%EF%BF%BD%20a&date=2023&source=The%20Mill&lang=fr&page=3");
      assert_string_equal(filters.data, " date:\"2023\" source:=\"The Mill\" lang:=\"fr\"");
    }
    sse_buffer_reset(&link);
    sse_buffer_reset(&filters);
    request_reset(&request);
  }
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(what_is_asked_for_comes_back_as_a_link_and_filters),
      cmocka_unit_test(what_cannot_be_is_refused_by_its_name),
      cmocka_unit_test(what_has_one_value_may_be_given_once),
      cmocka_unit_test(days_stand_in_place_of_a_date_which_may_be_given_once_nonetheless),
      cmocka_unit_test(texts_have_a_length_at_the_most),
      cmocka_unit_test(a_parameter_that_there_is_not_is_noted_where_it_can_be_shown),
      cmocka_unit_test(requests_have_the_same_key_only_where_they_ask_for_the_same),
      cmocka_unit_test(a_request_short_of_memory_says_so),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
