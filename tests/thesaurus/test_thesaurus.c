/* SKOS thesauri: what is compiled from a file, and what is found in the result. */
#include "analysing.h"

#include "thesaurus/thesaurus.h"

#define PREFIXES                                                                                             \
  "@prefix skos: <http://www.w3.org/2004/02/skos/core#> . @prefix : <http://example.org/> .\n"               \
  "@prefix xl: <http://www.w3.org/2008/05/skos-xl#> .\n"
#define XML_HEAD                                                                                             \
  "<?xml version='1.0' encoding='UTF-8'?>\n%s<rdf:RDF "                                                      \
  "xmlns:rdf='http://www.w3.org/1999/02/22-rdf-syntax-ns#' "                                                 \
  "xmlns:skos='http://www.w3.org/2004/02/skos/core#'>"

static const char credit[] =
    PREFIXES ":s a skos:ConceptScheme ; skos:prefLabel \"credit\"@en .\n"
             ":finance skos:prefLabel \"Finance\"@en, \"Finanzas\"@es ; skos:narrower :credit .\n"
             ":credit skos:prefLabel \"Micro-crédit\"@fr, \"microcredit (loans)\"@en ;\n"
             "  skos:altLabel \"small  loans\"@en ; skos:hiddenLabel \"mikrocredit\"@en .\n"
             ":group skos:prefLabel \"group credit\"@en ; skos:broader :credit .\n";

static const char credit_xml[] =
    "<skos:ConceptScheme rdf:about='http://example.org/s'><skos:prefLabel xml:lang='en'>credit"
    "</skos:prefLabel></skos:ConceptScheme>"
    "<skos:Concept rdf:about='http://example.org/finance'><skos:prefLabel xml:lang='en'>Finance"
    "</skos:prefLabel><skos:prefLabel xml:lang='es'>Finanzas</skos:prefLabel>"
    "<skos:narrower rdf:resource='http://example.org/credit'/></skos:Concept>"
    "<skos:Concept rdf:about='http://example.org/credit'><skos:prefLabel xml:lang='fr'>Micro-crédit"
    "</skos:prefLabel><skos:prefLabel xml:lang='en'>microcredit (loans)</skos:prefLabel>"
    "<skos:altLabel xml:lang='en'>small  loans</skos:altLabel>"
    "<skos:hiddenLabel xml:lang='en'>mikrocredit</skos:hiddenLabel></skos:Concept>"
    "<skos:Concept rdf:about='http://example.org/group'><skos:prefLabel xml:lang='en'>group credit"
    "</skos:prefLabel><skos:broader rdf:resource='http://example.org/credit'/></skos:Concept></rdf:RDF>";

static void *folder; /* the folder of the current test */

static int begin(void **state) {
  int failed = make_folder(state);
  folder = *state;
  return failed;
}

static const char *in_folder(const char *name) {
  return path_in(&folder, name);
}

static sse_status compile(const char *text, thesaurus_db **opened, sse_error *err) {
  write_text(in_folder("a.rdf"), text);
  (void)remove(in_folder("a.db"));
  *opened = NULL;
  sse_status status = thesaurus_compile(in_folder("a.rdf"), in_folder("a.db"), "stamp", err);
  return status ? status : thesaurus_open_compiled(in_folder("a.db"), "stamp", opened, err);
}

static thesaurus_db *open_text(const char *text) {
  thesaurus_db *opened;
  sse_error err;
  if (compile(text, &opened, &err)) fail_msg("%s", err.message);
  return opened;
}

static void assert_refused(const char *text, sse_status expected, const char *where, const char *why) {
  thesaurus_db *opened;
  sse_error err;
  sse_status status = compile(text, &opened, &err);
  thesaurus_close(opened);
  assert_int_equal(status, expected);
  if (!strstr(err.message, in_folder("a.rdf")) || !strstr(err.message, where) || !strstr(err.message, why))
    fail_msg("%s", err.message);
}

static sse_status collect(void *context, sse_str phrase, sse_error *err) {
  (void)err;
  sse_buffer_append_str(context, phrase);
  sse_buffer_append_text(context, "; ");
  return SSE_OK;
}

static void assert_synonyms(thesaurus_db *opened, const char *key, const char *expected) {
  sse_buffer found = {0};
  sse_error err;
  sse_buffer_append_text(&found, "");
  assert_int_equal(thesaurus_each_synonym(opened, analyser, STR(key), &found, collect, &err), SSE_OK);
  assert_string_equal(found.data, expected);
  sse_buffer_reset(&found);
}

static sse_status collect_label(void *context, const thesaurus_label *label, sse_error *err) {
  static const char kinds[] = {'=', '~', '-'};
  (void)err;
  sse_buffer_append_str(context, label->lang);
  sse_buffer_append(context, &kinds[label->kind], 1);
  sse_buffer_append_str(context, label->text);
  sse_buffer_append_text(context, "; ");
  return SSE_OK;
}

/* The only concept that a name stands for. */
static int64_t find_one(thesaurus_db *opened, const char *name) {
  thesaurus_found found;
  sse_error err;
  assert_int_equal(thesaurus_find(opened, analyser, STR(name), false, &found, &err), SSE_OK);
  assert_int_equal(found.count, 1);
  return found.concepts[0];
}

static void assert_labels(thesaurus_db *opened, const char *name, const char *expected) {
  sse_buffer found = {0};
  sse_error err;
  assert_int_equal(thesaurus_each_label(opened, find_one(opened, name), &found, collect_label, &err), SSE_OK);
  assert_string_equal(found.data, expected);
  sse_buffer_reset(&found);
}

static void assert_below(thesaurus_db *opened, const char *name, size_t most, bool is_cut,
                         const char *expected) {
  sse_buffer found = {0};
  sse_error err;
  bool cut;
  sse_buffer_append_text(&found, "");
  assert_int_equal(
      thesaurus_each_below(opened, find_one(opened, name), most, &cut, &found, collect_label, &err), SSE_OK);
  assert_string_equal(found.data, expected);
  assert_int_equal(cut, is_cut);
  sse_buffer_reset(&found);
}

static void assert_credit(thesaurus_db *opened) {
  assert_synonyms(opened, "finance", "finanzas; ");
  assert_synonyms(opened, "micro credit", "");
  assert_synonyms(opened, "small loans", "microcredit; mikrocredit; ");
  assert_labels(opened, "small LOANS", "en=microcredit (loans); en~small loans; fr=Micro-crédit; ");
  assert_below(opened, "Finanzas", 9, false,
               "en=Finance; es=Finanzas; fr=Micro-crédit; en~small loans; en-mikrocredit; "
               "en=group credit; ");
  thesaurus_close(opened);
}

static void labels_in_all_languages_are_synonyms(void **state) {
  (void)state;
  assert_credit(open_text(credit));
}

static void rdf_xml_means_the_same(void **state) {
  sse_buffer text = {0};
  (void)state;
  sse_buffer_printf(&text, XML_HEAD, "");
  sse_buffer_append_text(&text, credit_xml);
  assert_credit(open_text(text.data));
  sse_buffer_reset(&text);
}

static void labels_may_be_resources_of_their_own(void **state) {
  (void)state;
  thesaurus_db *opened =
      open_text(PREFIXES ":c xl:prefLabel [ xl:literalForm \"mutual\"@en ] ; xl:altLabel :l .\n"
                         ":l xl:literalForm \"mutuelle\"@fr .");
  assert_synonyms(opened, "mutual", "mutuelle; ");
  assert_labels(opened, "mutuelle", "en=mutual; fr~mutuelle; ");
  thesaurus_close(opened);
}

static void schemes_and_collections_are_no_concepts(void **state) {
  (void)state;
  thesaurus_db *opened = open_text(credit);
  thesaurus_found found;
  sse_error err;
  assert_int_equal(thesaurus_find(opened, analyser, STR("credit"), false, &found, &err), SSE_OK);
  assert_int_equal(found.count, 0);
  assert_int_equal(thesaurus_find(opened, analyser, STR("credit"), true, &found, &err), SSE_OK);
  assert_int_equal(found.count, 1); /* within "group credit" */
  thesaurus_close(opened);
}

static void several_words_are_found_in_other_forms(void **state) {
  (void)state;
  thesaurus_db *opened =
      open_text(PREFIXES ":a skos:prefLabel \"social enterprises\"@en, \"entreprises sociales\"@fr .");
  assert_synonyms(opened, "social enterprise", "social enterprises; entreprises sociales; ");
  assert_synonyms(opened, "entreprise sociale", "social enterprises; entreprises sociales; ");
  assert_synonyms(opened, "enterprise", "");
  assert_labels(opened, "entreprise sociale", "en=social enterprises; fr=entreprises sociales; ");
  thesaurus_close(opened);
}

static void circles_end(void **state) {
  (void)state;
  thesaurus_db *opened =
      open_text(PREFIXES ":a skos:prefLabel \"ay\" ; skos:narrower :b, :a .\n"
                         ":b skos:prefLabel \"bee\" ; skos:narrower :c .\n"
                         ":c skos:prefLabel \"sea\" ; skos:narrower :a ; skos:broader :c .");
  assert_below(opened, "bee", 9, false, "=bee; =ay; =sea; ");
  thesaurus_close(opened);
}

static void what_is_below_can_be_cut(void **state) {
  (void)state;
  thesaurus_db *opened = open_text(credit);
  assert_below(opened, "finance", 3, true, "en=Finance; es=Finanzas; fr=Micro-crédit; ");
  assert_below(opened, "group credit", 1, false, "en=group credit; ");
  thesaurus_close(opened);
}

static sse_status collect_name(void *context, int64_t concept, sse_error *err) {
  void **both = context;
  sse_status status = thesaurus_append_name(both[0], concept, "es", both[1], err);
  sse_buffer_append_text(both[1], "; ");
  return status;
}

static void neighbours_are_named_in_the_language_of_the_reader(void **state) {
  (void)state;
  thesaurus_db *opened = open_text(credit);
  sse_buffer names = {0};
  void *both[] = {opened, &names};
  sse_error err;
  int64_t concept = find_one(opened, "small loans");
  assert_int_equal(thesaurus_each_neighbour(opened, concept, false, both, collect_name, &err), SSE_OK);
  assert_int_equal(thesaurus_each_neighbour(opened, concept, true, both, collect_name, &err), SSE_OK);
  assert_int_equal(thesaurus_append_uri(opened, concept, &names, &err), SSE_OK);
  assert_string_equal(names.data, "Finanzas; group credit; http://example.org/credit");
  sse_buffer_reset(&names);
  thesaurus_close(opened);
}

static void what_is_no_rdf_is_refused_with_its_line(void **state) {
  sse_buffer text = {0};
  (void)state;
  assert_refused(PREFIXES "\n:a skos:prefLabel \"unclosed .\n", SSE_INVALID, ":4:", "is not Turtle");
  assert_refused(PREFIXES ":a none:prefLabel \"a\" .\n", SSE_INVALID, ":3:", "is not Turtle");
  sse_buffer_printf(&text, XML_HEAD "\n<skos:Concept>", "");
  assert_refused(text.data, SSE_INVALID, ":3:", "is not RDF/XML");
  sse_buffer_reset(&text);
  assert_refused(PREFIXES ":a skos:prefLabel \"cr\xe9"
                          "dit\"@fr .\n",
                 SSE_INVALID, ":3:", "not UTF-8");
  assert_refused("cooperatives, mutuals\n", SSE_INVALID, ":1:", "is not Turtle");
}

static void what_has_no_concepts_is_refused(void **state) {
  (void)state;
  assert_refused("", SSE_INVALID, "", "has no concept");
  assert_refused(PREFIXES ":s a skos:Collection ; skos:prefLabel \"credit\"@en .", SSE_INVALID, "",
                 "no concept");
  assert_refused("<a:b> <c:d> \"e\" .", SSE_INVALID, "", "has no concept");
}

static void a_label_has_a_longest(void **state) {
  sse_buffer text = {0};
  (void)state;
  sse_buffer_printf(&text, PREFIXES ":a skos:prefLabel \"%0*d\" .", THESAURUS_LABEL_MOST, 1);
  thesaurus_close(open_text(text.data));
  sse_buffer_clear(&text);
  sse_buffer_printf(&text, PREFIXES ":a skos:prefLabel \"%0*d\" .", THESAURUS_LABEL_MOST + 1, 1);
  assert_refused(text.data, SSE_TOO_LARGE, ":3:", "longer than");
  sse_buffer_reset(&text);
}

static void a_label_of_many_words_is_no_key(void **state) {
  (void)state;
  thesaurus_db *opened =
      open_text(PREFIXES ":a skos:prefLabel \"a b c d e f g h i j k l\", \"a b c d e f g h i j k l m\", "
                         "\"— !\", \"n\" .");
  assert_int_equal(thesaurus_longest(opened), 12);
  assert_int_equal(thesaurus_longest(NULL), 0);
  assert_synonyms(opened, "n", "a b c d e f g h i j k l; ");
  assert_synonyms(NULL, "n", "");
  assert_synonyms(opened, "a b c d e f g h i j k l m", "");
  thesaurus_close(opened);
}

/* A document type cannot make other files be read, nor expand a few bytes into many. */
static void no_other_file_is_read_and_nothing_swells(void **state) {
  sse_buffer text = {0}, type = {0};
  thesaurus_db *opened;
  sse_error err;
  (void)state;
  write_text(in_folder("secret"), "secret");
  sse_buffer_printf(&type, "<!DOCTYPE a [<!ENTITY e SYSTEM 'file://%s'>]>", in_folder("secret"));
  sse_buffer_printf(&text, XML_HEAD, type.data);
  sse_buffer_append_text(
      &text, "<skos:Concept rdf:about='a:b'><skos:prefLabel>x &e; y</skos:prefLabel></skos:Concept>"
             "</rdf:RDF>");
  if (compile(text.data, &opened, &err) == SSE_OK) {
    thesaurus_found found;
    assert_int_equal(thesaurus_find(opened, analyser, STR("secret"), true, &found, &err), SSE_OK);
    assert_int_equal(found.count, 0);
    thesaurus_close(opened);
  }
  sse_buffer_clear(&text);
  sse_buffer_clear(&type);
  sse_buffer_append_text(&type, "<!DOCTYPE a [<!ENTITY e0 'lollollollollollollol'>");
  for (int i = 1; i < 30; i++)
    sse_buffer_printf(&type, "<!ENTITY e%d '&e%d;&e%d;&e%d;&e%d;'>", i, i - 1, i - 1, i - 1, i - 1);
  sse_buffer_append_text(&type, "]>");
  sse_buffer_printf(&text, XML_HEAD, type.data);
  sse_buffer_append_text(
      &text, "<skos:Concept rdf:about='a:b'><skos:prefLabel>&e29;</skos:prefLabel></skos:Concept></rdf:RDF>");
  assert_int_not_equal(compile(text.data, &opened, &err), SSE_OK);
  sse_buffer_reset(&text);
  sse_buffer_reset(&type);
}

static void another_stamp_or_file_is_not_taken(void **state) {
  thesaurus_db *opened = open_text(credit);
  sse_error err;
  (void)state;
  thesaurus_close(opened);
  assert_int_equal(thesaurus_open_compiled(in_folder("a.db"), "another", &opened, &err), SSE_NOT_FOUND);
  write_text(in_folder("b.db"),
             "no database, but as long as a header of one would be at least, or longer than that is "
             "anyway, since it goes on");
  assert_int_equal(thesaurus_open_compiled(in_folder("b.db"), "stamp", &opened, &err), SSE_DATABASE);
  assert_null(opened);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, begin, remove_folder)

int main(void) {
  const struct CMUnitTest tests[] = {
      TEST(labels_in_all_languages_are_synonyms),
      TEST(rdf_xml_means_the_same),
      TEST(labels_may_be_resources_of_their_own),
      TEST(schemes_and_collections_are_no_concepts),
      TEST(several_words_are_found_in_other_forms),
      TEST(circles_end),
      TEST(what_is_below_can_be_cut),
      TEST(neighbours_are_named_in_the_language_of_the_reader),
      TEST(what_is_no_rdf_is_refused_with_its_line),
      TEST(what_has_no_concepts_is_refused),
      TEST(a_label_has_a_longest),
      TEST(a_label_of_many_words_is_no_key),
      TEST(no_other_file_is_read_and_nothing_swells),
      TEST(another_stamp_or_file_is_not_taken),
  };
  return cmocka_run_group_tests(tests, make_analyser, free_analyser);
}
