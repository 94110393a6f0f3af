/* Cached answers: they are what a new search would return, whatever is asked for, and however often the index
 * is replaced meanwhile. Also answers when memory runs out. */
#include "failing.h"

#include "indexing.h"

#include "web/answer.h"
#include "web/handler.h"

#include <limits.h>
#include <pthread.h>

enum { PAIRS_MOST = 3, THREADS = 4, RUNS = 4, CACHE = 1 << 20 };

static const char items[] =
    "{\"id\":\"a\",\"title\":\"A ferry of the members\",\"text\":\"Boats by sea\",\"date\":\"2023-07-25\","
    "\"source\":\"Mill\",\"lang\":\"en\"}\n"
    "{\"id\":\"b\",\"title\":\"Another ferry\",\"text\":\"By river\",\"date\":\"2022-01-02\","
    "\"source\":\"Harbour\",\"lang\":\"en\"}\n"
    "{\"id\":\"c\",\"title\":\"Un bac\",\"text\":\"Le ferry des membres\",\"date\":\"2022-01-02\","
    "\"source\":\"Harbour\",\"lang\":\"fr\"}\n";

static void write_file(const char *path, const char *text) {
  FILE *file = fopen(path, "w");
  assert_non_null(file);
  assert_true(fputs(text, file) >= 0);
  assert_int_equal(fclose(file), 0);
}

/* ---- A server and its questions ----------------------------------------------------------------- */

struct served {
  const char *db, *source;
  const char *dbs[1];
  serve_options options;
  struct server server;
};

static void begin(struct served *served, void **state, const char *synonyms, size_t cache) {
  sse_error err;
  *served = (struct served){.db = strdup(path_in(state, "news.db")),
                            .source = strdup(path_in(state, "items.jsonl"))};
  served->dbs[0] = served->db;
  served->options = (serve_options){
      .dbs = served->dbs, .db_count = 1, .synonyms = synonyms, .title = "News", .time_limit = 60000};
  served->server = (struct server){.options = &served->options};
  write_file(served->source, items);
  (void)index_path_into(served->db, served->source);
  if (pool_new(&served->options, &served->server.pool, &err) || cache_new(cache, &served->server.cache, &err))
    fail_msg("%s", err.message);
}

static void end(struct served *served) {
  cache_free(served->server.cache);
  pool_free(served->server.pool);
  free((char *)served->db);
  free((char *)served->source);
}

struct question {
  const char *path, *pairs[PAIRS_MOST];
  messages_language language;
  const char *base, *known;
};

#define ASK(where, ...) .path = (where), .pairs = {__VA_ARGS__}

/* The caller resets the answer. */
static http_answer ask(struct server *server, const struct question *question) {
  char names[PAIRS_MOST][64] = {{0}};
  http_pair pairs[PAIRS_MOST];
  const char *base = question->base ? question->base : "http://here";
  const http_pair headers[] = {{"Host", base + strlen("http://")},
                               {"Accept-Language", messages_tag(question->language)},
                               {"If-None-Match", question->known ? question->known : "\"none\""}};
  http_request request = {.method = "GET",
                          .path = question->path,
                          .parameters = pairs,
                          .headers = headers,
                          .header_count = sizeof headers / sizeof *headers};
  http_answer answer = {.status = ANSWER_OK};
  for (size_t i = 0; i < PAIRS_MOST && question->pairs[i]; i++) {
    const char *equals = strchr(question->pairs[i], '=');
    memcpy(names[i], question->pairs[i], (size_t)(equals - question->pairs[i]));
    pairs[request.parameter_count++] = (http_pair){names[i], equals + 1};
  }
  handler_answer(server, &request, &answer);
  return answer;
}

static void assert_counts(struct served *served, unsigned long hits, unsigned long misses) {
  assert_int_equal(atomic_load(&served->server.hits), hits);
  assert_int_equal(atomic_load(&served->server.misses), misses);
}

/* Removes the time that a search took. */
static void cut_time(char *body) {
  char *took = body ? strstr(body, "\"took_ms\":") : NULL, *rest = took ? took + strcspn(took, ",}") : NULL;
  if (took) memmove(took, rest, strlen(rest) + 1);
}

/* ---- Questions ---------------------------------------------------------------------------------- */

static const struct question questions[] = {
    {ASK("/", NULL)},
    {ASK("/", "q=ferry")},
    {ASK("/", "q=ferries")},
    {ASK("/", "q=members")},
    {ASK("/", "q=ferry", "page=2")},
    {ASK("/", "q=ferry", "sort=newest")},
    {ASK("/", "q=ferry", "sort=oldest")},
    {ASK("/", "q=ferry", "sort=relevance")},
    {ASK("/", "q=ferry", "group=0")},
    {ASK("/", "q=ferry", "match=all")},
    {ASK("/", "q=ferry", "match=any")},
    {ASK("/", "q=ferry", "date=2022")},
    {ASK("/", "q=ferry", "date=-30d")},
    {ASK("/", "q=ferry", "source=Mill")},
    {ASK("/", "q=ferry", "lang=fr")},
    {ASK("/", "q=ferry"), .language = (messages_language)1},
    {ASK("/", "q=ferry"), .language = (messages_language)2},
    {ASK("/feed.atom", "q=ferry")},
    {ASK("/feed.atom", "q=ferry"), .base = "http://there"},
    {ASK("/search.ris", "q=ferry")},
    {ASK("/search.bib", "q=ferry")},
    {ASK("/sitemap.xml", NULL)},
    {ASK("/sitemap.xml", NULL), .base = "http://there"},
    {ASK("/item", "id=a")},
    {ASK("/item", "id=b")},
    {ASK("/api/search", "q=ferry")},
    {ASK("/api/search", "q=ferry", "limit=1")},
    {ASK("/api/search", "q=ferry", "limit=2")},
    {ASK("/api/search", "q=ferry", "limit=1", "offset=1")},
    {ASK("/api/search", "q=ferry", "facets=1")},
    {ASK("/api/search", "q=ferry", "explain=1")},
    {ASK("/api/search", "q=ferry", "group=0")},
    {ASK("/api/item/a", NULL)},
    {ASK("/api/item/b", NULL)},
    {ASK("/api/suggest", "q=fery")},
    {ASK("/api/suggest", "q=fery", "format=opensearch")},
    {ASK("/api/stats", NULL)},
};

enum { QUESTIONS = sizeof questions / sizeof *questions };

static void a_kept_answer_is_the_one_to_the_very_question(void **state) {
  struct served kept, anew;
  begin(&kept, state, NULL, CACHE);
  begin(&anew, state, NULL, 0);
  for (unsigned round = 0; round < 2; round++) {
    for (size_t i = 0; i < QUESTIONS; i++) {
      http_answer a = ask(&kept.server, &questions[i]), b = ask(&anew.server, &questions[i]);
      cut_time(a.body);
      cut_time(b.body);
      assert_int_equal(a.status, ANSWER_OK);
      if (strcmp(a.body, b.body) != 0) fail_msg("question %zu: %s\nnot\n%s", i, a.body, b.body);
      assert_string_equal(a.type, b.type);
      assert_string_equal(a.tag, b.tag);
      http_answer_reset(&a);
      http_answer_reset(&b);
      assert_counts(&kept, round == 0 ? 0 : i + 1, round == 0 ? i + 1 : QUESTIONS);
    }
  }
  assert_counts(&anew, 0, 0);
  assert_in_range(cache_size(kept.server.cache), 1, CACHE);
  end(&kept);
  end(&anew);
}

/* Answers for programs are the same in every language, and cached once. */
static void only_what_people_read_is_kept_for_each_language(void **state) {
  static const struct {
    struct question question;
    bool is_for_people;
  } rows[] = {{{ASK("/", "q=ferry")}, true},
              {{ASK("/item", "id=a")}, true},
              {{ASK("/item.txt", "id=a")}, true},
              {{ASK("/item.ris", "id=a")}, false},
              {{ASK("/feed.atom", "q=ferry")}, false},
              {{ASK("/feed.json", "q=ferry")}, false},
              {{ASK("/search.csl.json", "q=ferry")}, false},
              {{ASK("/sitemap/1.xml", NULL)}, false},
              {{ASK("/api/search", "q=ferry", "facets=1")}, false},
              {{ASK("/api/suggest", "q=ferr", "kinds=sources,items")}, false},
              {{ASK("/api/items", NULL)}, false},
              {{ASK("/api/stats", NULL)}, false}};
  for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
    struct served kept, anew;
    struct question question = rows[i].question;
    begin(&kept, state, NULL, CACHE);
    begin(&anew, state, NULL, 0);
    http_answer first = ask(&kept.server, &question);
    question.language = MESSAGES_FR;
    http_answer second = ask(&kept.server, &question), other = ask(&anew.server, &question);
    cut_time(second.body);
    cut_time(other.body);
    if ((strcmp(first.tag, second.tag) != 0) != rows[i].is_for_people) fail_msg("row %zu", i);
    assert_counts(&kept, !rows[i].is_for_people, 1 + rows[i].is_for_people);
    assert_string_equal(second.body, other.body);
    http_answer_reset(&first);
    http_answer_reset(&second);
    http_answer_reset(&other);
    end(&kept);
    end(&anew);
  }
}

static void what_the_client_has_is_neither_made_nor_kept(void **state) {
  struct served served;
  begin(&served, state, NULL, CACHE);
  struct question question = {ASK("/api/search", "q=ferry")};
  http_answer first = ask(&served.server, &question);
  question.known = first.tag;
  http_answer second = ask(&served.server, &question);
  assert_int_equal(second.status, ANSWER_UNCHANGED);
  assert_null(second.body);
  assert_counts(&served, 0, 1);
  http_answer_reset(&first);
  http_answer_reset(&second);
  end(&served);
}

static void errors_are_not_kept(void **state) {
  static const struct question wrong[] = {{ASK("/item", "id=none")},
                                          {ASK("/api/item/none", NULL)},
                                          {ASK("/sitemap/2.xml", NULL)},
                                          {ASK("/api/suggest", "format=x")}};
  struct served served;
  begin(&served, state, NULL, CACHE);
  for (size_t i = 0; i < sizeof wrong / sizeof *wrong * 2; i++) {
    http_answer answer = ask(&served.server, &wrong[i / 2]);
    assert_true(answer.status >= ANSWER_BAD_REQUEST);
    http_answer_reset(&answer);
  }
  assert_int_equal(atomic_load(&served.server.hits), 0);
  assert_int_equal(cache_size(served.server.cache), 0);
  end(&served);
}

/* The number of items that the API reports; ULONG_MAX if it reports none. */
static unsigned long total_of(struct served *served, const char *pair) {
  const struct question question = {ASK("/api/search", pair, "limit=0", "match=all")};
  http_answer answer = ask(&served->server, &question);
  const char *total = answer.body ? strstr(answer.body, "\"total\":") : NULL;
  unsigned long found = total ? strtoul(total + strlen("\"total\":"), NULL, 10) : ULONG_MAX;
  http_answer_reset(&answer);
  return found;
}

static void a_changed_file_of_synonyms_is_taken_up(void **state) {
  struct served served;
  char *synonyms = strdup(path_in(state, "synonyms.txt"));
  write_file(synonyms, "bac, wherry\n");
  begin(&served, state, synonyms, CACHE);
  assert_int_equal(total_of(&served, "q=dory"), 0);
  assert_int_equal(total_of(&served, "q=dory"), 0);
  assert_counts(&served, 1, 1);
  write_file(synonyms, "bac, wherry, dory\n");
  assert_int_equal(total_of(&served, "q=dory"), 1);
  end(&served);
  free(synonyms);
}

/* ---- Short of memory ---------------------------------------------------------------------------- */

/* A page may lack a link, but has its end; what programs read is whole. */
static bool is_whole(const http_answer *answer, const http_answer *wanted) {
  if (strcmp(answer->body, wanted->body) == 0) return true;
  return answer->type && sse_str_begins(STR(answer->type), "text/html") &&
         sse_str_ends(STR(answer->body), "</html>\n") && answer->status == wanted->status;
}

static void an_answer_short_of_memory_is_an_error_or_whole(void **state) {
  static const struct question asked[] = {
      {ASK("/", NULL)},
      {ASK("/", "q=ferry -sea", "date=2022", "source=Harbour")},
      {ASK("/", "q=fery", "sort=newest")},
      {ASK("/", "q=ferry", "lang=de")},
      {ASK("/item", "id=a", "q=ferry")},
      {ASK("/item", "id=none")},
      {ASK("/feed.json", "q=ferry")},
      {ASK("/api/search", "q=ferry", "facets=1", "limit=1")},
      {ASK("/api/item/a", NULL)},
      {ASK("/api/suggest", "q=ferr", "kinds=sources,items")},
      {ASK("/api/stats", NULL)},
  };
  enum { STRIDE = 3 };
  if (!OWN_MALLOC) skip();
  for (size_t i = 0; i < sizeof asked / sizeof *asked; i++) {
    struct served served;
    begin(&served, state, NULL, 0);
    http_answer wanted = ask(&served.server, &asked[i]);
    cut_time(wanted.body);
    happened = true;
    for (long nth = 1 + (long)i % STRIDE; happened; nth += STRIDE) {
      happened = false;
      countdown = nth;
      fails_memory = true;
      http_answer answer = ask(&served.server, &asked[i]);
      fails_memory = false;
      countdown = 0;
      cut_time(answer.body);
      bool is_error = answer.failed || !answer.body || answer.status >= 500;
      if (is_error ? !happened : !is_whole(&answer, &wanted))
        fail_msg("question %zu, allocation %ld: status %u\n%s\nnot\n%s", i, nth, answer.status,
                 answer.body ? answer.body : "", wanted.body);
      http_answer_reset(&answer);
    }
    http_answer_reset(&wanted);
    end(&served);
  }
}

/* ---- Threads ------------------------------------------------------------------------------------ */

struct asker {
  struct served *served;
  atomic_uint *runs; /* that have ended */
  unsigned asked, stale;
};

/* Repeats a request until the last run has ended, and once more. */
static void *ask_on(void *context) {
  struct asker *asker = context;
  for (unsigned before = 0; before < RUNS; asker->asked++) {
    before = atomic_load(asker->runs);
    unsigned long found = total_of(asker->served, "q=wherry");
    if (found < before || found > RUNS) asker->stale++;
  }
  return NULL;
}

static void no_answer_is_older_than_the_last_run(void **state) {
  struct served served;
  struct asker askers[THREADS];
  pthread_t threads[THREADS];
  atomic_uint runs = 0;
  begin(&served, state, NULL, CACHE);
  for (size_t i = 0; i < THREADS; i++) {
    askers[i] = (struct asker){.served = &served, .runs = &runs};
    assert_int_equal(pthread_create(&threads[i], NULL, ask_on, &askers[i]), 0);
  }
  for (unsigned i = 1; i <= RUNS; i++) {
    char item[128];
    (void)snprintf(item, sizeof item, "{\"id\":\"new %u\",\"title\":\"Wherry number %u\"}\n", i, i);
    write_file(served.source, item);
    (void)index_path_into(served.db, served.source);
    atomic_store(&runs, i);
  }
  for (size_t i = 0; i < THREADS; i++) {
    assert_int_equal(pthread_join(threads[i], NULL), 0);
    assert_int_equal(askers[i].stale, 0);
    assert_true(askers[i].asked > 0);
  }
  assert_true(atomic_load(&served.server.hits) > 0);
  end(&served);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test_setup_teardown(a_kept_answer_is_the_one_to_the_very_question, make_folder,
                                      remove_folder),
      cmocka_unit_test_setup_teardown(only_what_people_read_is_kept_for_each_language, make_folder,
                                      remove_folder),
      cmocka_unit_test_setup_teardown(what_the_client_has_is_neither_made_nor_kept, make_folder,
                                      remove_folder),
      cmocka_unit_test_setup_teardown(errors_are_not_kept, make_folder, remove_folder),
      cmocka_unit_test_setup_teardown(a_changed_file_of_synonyms_is_taken_up, make_folder, remove_folder),
      cmocka_unit_test_setup_teardown(an_answer_short_of_memory_is_an_error_or_whole, make_folder,
                                      remove_folder),
      cmocka_unit_test_setup_teardown(no_answer_is_older_than_the_last_run, make_folder, remove_folder),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
