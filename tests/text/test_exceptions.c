/* Words that share a Snowball stem but mean different things in this field: the lists of exceptions, and the
 * stems the analyser gives. */
#include "analysing.h"

#include "text/exceptions.h"

#include <libstemmer.h>

static exceptions *table;

static int make_all(void **state) {
  sse_error err;
  return make_analyser(state) == 0 && exceptions_new(&table, &err) == SSE_OK ? 0 : -1;
}

static int free_all(void **state) {
  exceptions_free(table);
  return free_analyser(state);
}

/* ---- The lists ---------------------------------------------------------------------------------- */

/* Called for each form of a group. */
typedef void form_fn(sse_str tag, sse_str stem, sse_str form);

/* Calls `on_form` for each form in the file; returns the number of forms. */
static size_t for_each_form(form_fn *on_form) {
  sse_str lines = exceptions_lines(), line, tag, form;
  size_t count = 0;
  for (size_t position = 0; sse_str_next(lines, '\n', &position, &line);) {
    size_t at = 0;
    assert_true(sse_str_next(line, ' ', &at, &tag));
    sse_str stem = {0};
    for (; sse_str_next(line, ' ', &at, &form); count++) {
      if (!stem.data) stem = form;
      on_form(tag, stem, form);
    }
    if (!stem.data) fail_msg("no form: %.*s", (int)line.length, line.data);
  }
  return count;
}

static void expect_folded(sse_str tag, sse_str stem, sse_str form) {
  char folded[TEXT_TERM_SIZE];
  (void)stem;
  if (text_language_of(tag) == TEXT_NO_LANGUAGE || form.length == 0 || form.length > UINT8_MAX ||
      text_fold(form, folded) != form.length || memcmp(folded, form.data, form.length) != 0)
    fail_msg("%.*s: %.*s", (int)tag.length, tag.data, (int)form.length, form.data);
}

static void forms_are_folded_and_of_a_language_with_stems(void **state) {
  (void)state;
  assert_true(for_each_form(expect_folded) > 900);
}

/* A form in two groups of a language would have the stem of only one of them. */
static void expect_stem(sse_str tag, sse_str stem, sse_str form) {
  sse_str found = exceptions_find(table, text_language_of(tag), form);
  if (!sse_str_equal(found, stem))
    fail_msg("%.*s: %.*s has the stem %.*s", (int)tag.length, tag.data, (int)form.length, form.data,
             (int)found.length, found.data);
}

static void each_form_has_the_stem_of_its_group_and_groups_do_not_overlap(void **state) {
  (void)state;
  (void)for_each_form(expect_stem);
}

/* If Snowball's stem of a form were a form of another group, the two groups would be conflated after all. */
static void expect_other_stem(sse_str tag, sse_str stem, sse_str form) {
  char code[3] = {tag.data[0], tag.data[1], 0};
  struct sb_stemmer *algorithm = sb_stemmer_new(code, "UTF_8");
  assert_non_null(algorithm);
  const sb_symbol *made = sb_stemmer_stem(algorithm, (const sb_symbol *)form.data, (int)form.length);
  sse_str snowball = {(const char *)made, (size_t)sb_stemmer_length(algorithm)};
  sse_str other = exceptions_find(table, text_language_of(tag), snowball);
  if (other.length > 0 && !sse_str_equal(other, stem))
    fail_msg("%s: Snowball makes %.*s of %.*s", code, (int)snowball.length, snowball.data, (int)form.length,
             form.data);
  sb_stemmer_delete(algorithm);
}

static void no_form_is_what_snowball_makes_of_another_group(void **state) {
  (void)state;
  (void)for_each_form(expect_other_stem);
}

static void other_words_and_languages_have_none(void **state) {
  static const char *const words[] = {
      "",       "coop",  "cooperatives'", "mutual",      "social",
      "social", "banks", "cooperativ",    "cooperative " /* trailing space */};
  (void)state;
  for (size_t i = 0; i < sizeof words / sizeof *words; i++)
    assert_int_equal(exceptions_find(table, text_language_of(STR("en")), STR(words[i])).length, 0);
  assert_int_equal(exceptions_find(table, text_language_of(STR("nl")), STR("cooperative")).length, 0);
  assert_int_equal(exceptions_find(table, text_language_of(STR("fr")), STR("cooperatives en")).length, 0);
  assert_int_equal(exceptions_find(table, TEXT_NO_LANGUAGE, STR("cooperative")).length, 0);
}

/* ---- Stems of the analyser ---------------------------------------------------------------------- */

struct stem {
  char bytes[TEXT_TERM_SIZE];
  size_t length;
};

/* Keeps the first stem: for a hyphenated word the parts come after the whole. */
static int keep_stem(void *context, int flags, const char *term, int length, int start, int end) {
  struct stem *stem = context;
  (void)flags, (void)start, (void)end;
  if (stem->length > 0 || !text_is_stem((sse_str){term, (size_t)length})) return TEXT_OK;
  stem->length = (size_t)length;
  memcpy(stem->bytes, term, stem->length);
  return TEXT_OK;
}

static struct stem stem_of_word(const char *tag, sse_str word) {
  struct stem stem = {.length = 0};
  assert_int_equal(text_analyse(analyser, text_language_of(STR(tag)), word, &stem, keep_stem), TEXT_OK);
  if (stem.length == 0) fail_msg("%s: %.*s has no stem", tag, (int)word.length, word.data);
  return stem;
}

/* The words of a language: a space separates forms of one thing, a bar separates different things. */
static const struct {
  const char *tag, *words;
} things[] = {
    {"en", "cooperative cooperatives co-operatives|cooperation cooperate cooperated|cooper coopers"},
    {"en", "cooperator cooperators|cooper|cooperation"},
    {"en", "office offices|officer officers|official"},
    {"en", "civil|civilization civilizations"},
    {"en", "woman women|man men|child children"},
    {"en", "labour labor laborers labourer|laboratory"},
    {"en", "programme program programmes|theatre theaters|analyse analyzed|catalogue catalogs cataloging"},
    {"en",
     "formalisation formalized formalises|privatised privatization|digitalisation digitalization digital"},
    {"fr", "travail travaux|nouveau nouvelles|bail baux"},
    {"es", "luz luces|mujer mujeres|joven jóvenes|dulce dulces|avance avances"},
    {"pt", "social sociais|região regiões|cooperação cooperações|jornal jornais|sustentável sustentáveis"},
    {"pt", "jovem jovens|papel papéis|voz vozes|nacional nacionais|acao acoes"},
    {"de", "museum museen|thema themen|firma firmen"},
    {"fr", "droit droits|droite"},
    {"es", "derecho derechos|derecha"},
    {"pt", "direito direitos|direita"},
    {"de", "messe messen|messer"},
    {"en", "mutual mutuals|mutuality mutualism"},
    {"en", "social socially|sociable|society societies|socialism socialists"},
    {"en", "union unions|unite united unites|unit units|unique|unity"},
    {"en", "university universities|universal universally|universe"},
    {"en", "organ organs|organic organically|organism|organization organisations organized"},
    {"en", "community communities|communism|commune|communication|common"},
    {"en", "policy policies|police|political politics|polite politely"},
    {"en", "author authors|authority authorities|authorize authorized"},
    {"en", "produce producer producers|product production products|productivity productive"},
    {"en", "part parts|party parties|partner partners|partial"},
    {"en", "import imports imported|important importance"},
    {"en", "international internationally|internal|intern interns"},
    {"en", "nation national nations|nationality nationalities|nationalism|nationalize"},
    {"en", "market markets|marketing"},
    {"en", "capital|capitalism capitalist"},
    {"en", "labor|laboratory laboratories"},
    {"en", "emerge emerging emergence|emergency emergencies"},
    {"en", "inform information|informal informally"},
    {"en", "govern government governments|governance"},
    {"en", "federal|federation federations"},
    {"en", "convent convents|convention conventions|conventional"},
    {"en", "general generally|generate generation generations|generic|generous"},
    {"fr", "coopérative coopératives coopératif|coopération coopérer coopèrent"},
    {"fr", "mutuelle mutuelles mutualiste|mutualité mutualités|mutuel mutuels"},
    {"fr", "social sociale sociaux|sociable|société sociétés|socialisme socialistes"},
    {"fr", "union unions|unir|unité unités|unique uniques"},
    {"fr", "université universités|univers|universel"},
    {"fr", "organe organes|organique|organisme organismes|organisation organisations"},
    {"fr", "association associations associatif|associé associés"},
    {"fr", "communauté communautés|commun communes|communication|communisme|communal"},
    {"fr", "important importants importance|importer importation importations"},
    {"fr", "part parts|parti partis|partie parties|partisan"},
    {"fr", "assurance assurances|assurer assurée"},
    {"fr", "égal égale égaux égalité|également"},
    {"fr", "vent vents|vente ventes"},
    {"es", "cooperativa cooperativas cooperativo|cooperación cooperaciones cooperar cooperan"},
    {"es", "mutualidad mutualidades|mutual mutuales|mutuo mutua"},
    {"es", "social sociales|sociable|sociedad sociedades|socialismo socialistas|socio socios"},
    {"es", "unión uniones|unir|unidad unidades|unido unidas|único únicos"},
    {"es", "universidad universidades|universo|universal"},
    {"es", "órgano órganos|orgánico orgánica|organismo organismos|organización"},
    {"es", "asociación asociaciones|asociado asociados"},
    {"es", "comunidad comunidades|común comunes|comunicación|comunismo|comuna"},
    {"es", "seguro seguros|seguridad"},
    {"es", "salud saludable|saludo saludar"},
    {"es", "sol|solo|sólido sólida|solar solares"},
    {"pt",
     "cooperativa cooperativas cooperativo|cooperação cooperações cooperar coopera|cooperado cooperados"},
    {"pt", "mutualidade mutualidades|mutual|mútuo mútua"},
    {"pt", "social|sociável|sociedade sociedades|socialismo socialistas"},
    {"pt", "união|unir|unidade unidades|unido unidas|único únicos"},
    {"pt", "universidade universidades|universo|universal"},
    {"pt", "associação associações|associado associados"},
    {"pt", "comunidade comunidades|comunicação|comunismo"},
    {"pt", "saúde|saudar"},
    {"it", "cooperativa cooperative|cooperazione cooperare"},
    {"it", "statuto statuti|stato stati"},
    {"it", "sindacato sindacati|sindaco"},
    {"ca", "cooperativa cooperatives|cooperació cooperar"},
    {"ca", "soci socis|social socials|socialisme"},
    {"ca", "universitat universitats|univers|universal"},
    {"de", "Bauer Bauern|Bau bauen"},
    {"ro", "cooperativă cooperativelor cooperativei|cooperare cooperarea"},
    {"ro", "universitate universități universitatea|univers"},
};

/* Asserts that the words of one thing share a stem; returns the stem. */
static struct stem stem_of_thing(const char *tag, sse_str words) {
  struct stem first = {.length = 0};
  sse_str word;
  for (size_t position = 0; sse_str_next(words, ' ', &position, &word);) {
    struct stem stem = stem_of_word(tag, word);
    if (first.length == 0) first = stem;
    if (stem.length != first.length || memcmp(stem.bytes, first.bytes, stem.length) != 0)
      fail_msg("%s: %.*s is apart in %.*s", tag, (int)word.length, word.data, (int)words.length, words.data);
  }
  return first;
}

static void words_of_one_thing_share_a_stem_and_those_of_two_do_not(void **state) {
  enum { MOST = 8 };
  (void)state;
  for (size_t i = 0; i < sizeof things / sizeof *things; i++) {
    struct stem stems[MOST];
    size_t count = 0, position = 0;
    for (sse_str words; sse_str_next(STR(things[i].words), '|', &position, &words); count++) {
      assert_true(count < MOST);
      stems[count] = stem_of_thing(things[i].tag, words);
      for (size_t k = 0; k < count; k++) {
        if (stems[k].length == stems[count].length &&
            memcmp(stems[k].bytes, stems[count].bytes, stems[k].length) == 0)
          fail_msg("%s: %.*s has the stem of another thing in %s", things[i].tag, (int)words.length,
                   words.data, things[i].words);
      }
    }
    assert_true(count > 1);
  }
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(forms_are_folded_and_of_a_language_with_stems),
      cmocka_unit_test(each_form_has_the_stem_of_its_group_and_groups_do_not_overlap),
      cmocka_unit_test(no_form_is_what_snowball_makes_of_another_group),
      cmocka_unit_test(other_words_and_languages_have_none),
      cmocka_unit_test(words_of_one_thing_share_a_stem_and_those_of_two_do_not),
  };
  return cmocka_run_group_tests(tests, make_all, free_all);
}
