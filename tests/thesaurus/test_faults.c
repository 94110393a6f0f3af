/* thesaurus/ while one allocation fails, each in turn: it reports the failure, or gives the usual result. */
#include "failing.h"

#include "faults.h"

#include "thesaurus/thesaurus.h"

static const char text[] =
    "@prefix skos: <http://www.w3.org/2004/02/skos/core#> . @prefix : <http://example.org/> .\n"
    "@prefix xl: <http://www.w3.org/2008/05/skos-xl#> .\n"
    ":s a skos:ConceptScheme ; skos:prefLabel \"scheme\" .\n"
    ":a skos:prefLabel \"social enterprises\"@en, \"entreprises sociales\"@fr ; skos:narrower :b .\n"
    ":b xl:prefLabel [ xl:literalForm \"ferry (boat)\"@en ] ; skos:altLabel \"bac\"@fr .";

static void *folder;

static const char *in_folder(const char *name) {
  return path_in(&folder, name);
}

static bool compile(const char *to) {
  sse_error err;
  (void)remove(in_folder(to));
  return thesaurus_compile(in_folder("a.ttl"), in_folder(to), "stamp", &err) == SSE_OK;
}

static sse_status add_phrase(void *context, sse_str phrase, sse_error *err) {
  sse_buffer_append_str(context, phrase);
  sse_buffer_append_text(context, ";");
  return ((sse_buffer *)context)->failed ? sse_fail_memory(err) : SSE_OK;
}

static sse_status add_label(void *context, const thesaurus_label *label, sse_error *err) {
  return add_phrase(context, label->text, err);
}

/* Calls every function that reads a compiled thesaurus. */
static bool ask(const char *path, sse_buffer *out) {
  thesaurus_db *opened = NULL;
  text_analyser *analyser;
  thesaurus_found found;
  sse_error err;
  bool cut;
  sse_status status = text_analyser_new(&analyser, &err);
  if (!status) status = thesaurus_open_compiled(in_folder(path), "stamp", &opened, &err);
  if (!status)
    status = thesaurus_each_synonym(opened, analyser, STR("social enterprise"), out, add_phrase, &err);
  if (!status) status = thesaurus_find(opened, analyser, STR("enterprises"), true, &found, &err);
  if (!status && found.count != 1) fail_msg("%zu found", found.count);
  if (!status) status = thesaurus_each_label(opened, found.concepts[0], out, add_label, &err);
  if (!status) status = thesaurus_each_below(opened, found.concepts[0], 9, &cut, out, add_label, &err);
  if (!status) status = thesaurus_append_name(opened, found.concepts[0], "fr", out, &err);
  thesaurus_close(opened);
  text_analyser_free(analyser);
  return status == SSE_OK;
}

static bool ask_again(const char *where, sse_buffer *out) {
  (void)where;
  return ask("whole.db", out);
}

/* The compiled thesaurus is read without failing allocations. */
static bool compile_again(const char *where, sse_buffer *out) {
  (void)where;
  bool fails = fails_memory, done = compile("again.db");
  fails_memory = false;
  done = done && ask("again.db", out);
  fails_memory = fails;
  return done;
}

static void what_is_short_of_memory_says_so_or_gives_the_same(void **state) {
  static const struct {
    const char *what;
    faults_work *work;
    bool spares_libraries; /* libraptor2 crashes when it runs out of memory */
  } rows[] = {{"asking", ask_again, false}, {"compiling", compile_again, true}};
  folder = *state;
  if (!OWN_MALLOC) skip();
  write_text(in_folder("a.ttl"), text);
  assert_true(compile("whole.db"));
  for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
    spares_libraries = rows[i].spares_libraries;
    assert_says_so_or_gives_the_same(folder, rows[i].what, rows[i].work);
  }
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test_setup_teardown(what_is_short_of_memory_says_so_or_gives_the_same, make_folder,
                                      remove_folder),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
