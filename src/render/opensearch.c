/* What OpenSearch must know before it takes the documents of export.c: the body of PUT /NAME.
 * Nothing in it needs a plugin. Words are found as written and by their synonyms, and in other forms through
 * a subfield for each language that the index has. Source: OpenSearch's documentation of analyzers (synonym
 * graph and elision token filters, language analyzers), mapping parameters and field types. */
#include "base/buffer.h"
#include "render/render.h"
#include "render/value.h"

#include <string.h>

/* Lucene refuses a document with a term of more than 32766 bytes; this many characters of four bytes fit. */
enum { KEYWORD_LONGEST = 8191 };

/* The analyzers for words as written; the one for queries also has the synonyms. */
static const char words[] = "words", words_and_synonyms[] = "words_and_synonyms";

/* ---- Languages ----------------------------------------------------------------------------------- */

/* OpenSearch's language analyzers, by primary subtag. */
static const struct {
  char lang[4];
  const char *analyzer;
} analyzers[] = {
    {"ar", "arabic"},     {"bg", "bulgarian"},  {"bn", "bengali"},   {"ca", "catalan"}, {"ckb", "sorani"},
    {"cs", "czech"},      {"da", "danish"},     {"de", "german"},    {"el", "greek"},   {"en", "english"},
    {"es", "spanish"},    {"et", "estonian"},   {"eu", "basque"},    {"fa", "persian"}, {"fi", "finnish"},
    {"fr", "french"},     {"ga", "irish"},      {"gl", "galician"},  {"hi", "hindi"},   {"hu", "hungarian"},
    {"hy", "armenian"},   {"id", "indonesian"}, {"it", "italian"},   {"ja", "cjk"},     {"ko", "cjk"},
    {"lt", "lithuanian"}, {"lv", "latvian"},    {"nb", "norwegian"}, {"nl", "dutch"},   {"nn", "norwegian"},
    {"no", "norwegian"},  {"pt", "portuguese"}, {"ro", "romanian"},  {"ru", "russian"}, {"sv", "swedish"},
    {"th", "thai"},       {"tr", "turkish"},    {"zh", "cjk"}};

/* NULL if the language has none. */
static const char *analyzer_of(const char *lang) {
  const sse_str first = {lang, strcspn(lang, "-")};
  for (size_t i = 0; i < sizeof analyzers / sizeof *analyzers; i++)
    if (sse_str_is(first, analyzers[i].lang)) return analyzers[i].analyzer;
  return NULL;
}

/* A subfield for each language; Chinese, Japanese and Korean share one. */
static json_t *subfields_json(const index_counts *counts) {
  json_t *fields = json_object();
  int failed = 0;
  for (size_t i = 0; i < counts->count; i++) {
    const char *analyzer = analyzer_of(counts->counts[i].name);
    if (!analyzer) continue;
    failed |=
        json_object_set_new(fields, analyzer, json_pack("{s:s, s:s}", "type", "text", "analyzer", analyzer));
  }
  return render_made(fields, failed);
}

/* ---- Synonyms ------------------------------------------------------------------------------------ */

static bool next_entry(sse_str list, size_t *position, sse_str *entry) {
  if (*position > list.length) return false;
  size_t end = text_synonyms_mark(list, *position, ",");
  *entry = sse_str_trim(sse_str_part(list, *position, end));
  *position = end + 1;
  return true;
}

/* True for a stop word, in any case. The analyzer ignores case, so UN as a synonym would find every text in
 * Spanish. */
static bool is_grammar(sse_str entry, text_languages languages) {
  char folded[TEXT_TERM_SIZE] = "";
  if (entry.length > 0 && memchr(entry.data, ' ', entry.length)) return false;
  return (text_stop_word_languages((sse_str){folded, text_fold(entry, folded)}) & languages) != 0;
}

/* Appends all entries but stop words; returns how many there are. */
static size_t append_entries(sse_str list, text_languages languages, sse_buffer *out) {
  size_t count = 0;
  sse_str entry;
  for (size_t position = 0; next_entry(list, &position, &entry);) {
    if (is_grammar(entry, languages)) continue;
    if (count++ > 0) sse_buffer_append_text(out, ", ");
    sse_buffer_append_str(out, entry);
  }
  return count;
}

static int add_rule(json_t *rules, const sse_buffer *rule) {
  return rule->failed ? -1 : json_array_append_new(rules, json_stringn(rule->data, rule->length));
}

/* Adds the meaning of a line in our synonyms: there a word still matches itself, while OpenSearch replaces it
 * by what follows the arrow. */
static int add_line(json_t *rules, sse_str line, text_languages languages) {
  size_t arrow = text_synonyms_mark(line, 0, "=>");
  sse_str left = sse_str_part(line, 0, arrow), entry;
  sse_buffer targets = {0}, rule = {0};
  int failed = 0;
  if (arrow == line.length) {
    if (append_entries(line, languages, &rule) > 1) failed = add_rule(rules, &rule);
  } else if (append_entries(sse_str_part(line, arrow + 2, line.length), languages, &targets) > 0) {
    for (size_t position = 0; next_entry(left, &position, &entry);) {
      if (is_grammar(entry, languages)) continue;
      sse_buffer_clear(&rule);
      sse_buffer_append_str(&rule, entry);
      sse_buffer_append_text(&rule, " => ");
      sse_buffer_append_str(&rule, entry);
      sse_buffer_append_text(&rule, ", ");
      sse_buffer_append_str(&rule, sse_buffer_str(&targets));
      failed |= add_rule(rules, &rule);
    }
  }
  failed |= targets.failed || rule.failed;
  sse_buffer_reset(&targets);
  sse_buffer_reset(&rule);
  return failed;
}

/* The rules, in the Solr format that OpenSearch accepts. */
static json_t *synonyms_json(sse_str lines, const index_counts *counts) {
  json_t *rules = json_array();
  text_languages languages = 0;
  int failed = 0;
  sse_str line;
  for (size_t i = 0; i < counts->count; i++)
    languages |= (text_languages)1 << text_language_of(sse_str_of(counts->counts[i].name));
  for (size_t position = 0; sse_str_next(lines, '\n', &position, &line);) {
    line = sse_str_trim(line);
    if (line.length > 0 && line.data[0] != '#') failed |= add_line(rules, line, languages);
  }
  return render_made(rules, failed);
}

/* OpenSearch parses synonyms with the filters before them in the analyzer, which must not remove words. So
 * neither stop words nor stems come before them, nor after, where multi-word synonyms would lose their
 * positions. Takes ownership of `rules`; NULL stands for rules that could not be made. */
static json_t *analysis_json(json_t *rules) {
  static const char *const articles[] = {
      "l",   "m",     "t",      "qu",     "n",      "s",    "j",    "d",
      "c",   "jusqu", "quoiqu", "lorsqu", "puisqu", /* French */
      "all", "dall",  "dell",   "nell",   "sull",   "coll", "pell", "gl",
      "agl", "dagl",  "degl",   "negl",   "sugl",   "un",   "v"}; /* Italian */
  json_t *elided = json_array();
  int failed = 0;
  for (size_t i = 0; i < sizeof articles / sizeof *articles; i++)
    failed |= json_array_append_new(elided, json_string(articles[i]));
  return json_pack(
      "{s:{s:{s:s, s:o}, s:{s:s, s:o}}, s:{s:{s:s, s:s, s:[s, s, s]}, s:{s:s, s:s, s:[s, s, s, s]}}}",
      "filter", "articles", "type", "elision", "articles", render_made(elided, failed), "synonyms", "type",
      "synonym_graph", "synonyms", rules, "analyzer", words, "type", "custom", "tokenizer", "standard",
      "filter", "lowercase", "articles", "asciifolding", words_and_synonyms, "type", "custom", "tokenizer",
      "standard", "filter", "lowercase", "articles", "asciifolding", "synonyms");
}

/* ---- Fields -------------------------------------------------------------------------------------- */

static json_t *keyword_json(void) {
  return json_pack("{s:s, s:i}", "type", "keyword", "ignore_above", KEYWORD_LONGEST);
}

/* Takes ownership of `fields`; NULL stands for fields that could not be made. */
static json_t *text_json(json_t *fields) {
  json_t *text =
      json_pack("{s:s, s:s, s:s}", "type", "text", "analyzer", words, "search_analyzer", words_and_synonyms);
  return render_made(text, json_object_set_new(text, "fields", fields));
}

static json_t *date_json(const char *format) {
  return json_pack("{s:s, s:s}", "type", "date", "format", format);
}

static json_t *properties_json(const index_counts *counts) {
  static const char *const keywords[] = {"id", "url", "source", "lang", "tags", "in_reply_to"};
  static const char *const texts[] = {"title", "text"};
  static const char *const times[] = {"first_seen", "changed"};
  json_t *properties = json_object();
  json_t *names = json_pack("{s:s, s:s, s:{s:o}}", "type", "text", "analyzer", words, "fields", "keyword",
                            keyword_json());
  int failed = json_object_set_new(properties, "authors", names);
  failed |= json_object_set_new(properties, "date", date_json("strict_date||strict_year_month||strict_year"));
  for (size_t i = 0; i < sizeof keywords / sizeof *keywords; i++)
    failed |= json_object_set_new(properties, keywords[i], keyword_json());
  for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
    failed |= json_object_set_new(properties, texts[i], text_json(subfields_json(counts)));
  for (size_t i = 0; i < sizeof times / sizeof *times; i++)
    failed |= json_object_set_new(properties, times[i], date_json("strict_date_time_no_millis"));
  return render_made(properties, failed);
}

sse_status render_opensearch_index(FILE *out, const index_counts *languages, sse_str synonyms,
                                   sse_error *err) {
  json_t *body = json_pack("{s:{s:o}, s:{s:s, s:o}}", "settings", "analysis",
                           analysis_json(synonyms_json(synonyms, languages)), "mappings", "dynamic", "strict",
                           "properties", properties_json(languages));
  return render_value(out, body, JSON_INDENT(2), err);
}
