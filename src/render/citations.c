/* Results as references in RIS, BibTeX and CSL-JSON, as read by Zotero, JabRef, pandoc and others.
 * An item with a publisher is an article in it; one without is a document. Each text becomes one line, and
 * control characters are shown as U+FFFD.
 * Sources: the RIS format specifications (Research Information Systems); "BibTeXing" (Patashnik 1988) and
 * LaTeX for its text, with braces as Zotero writes them; the JSON schema of CSL 1.0.2 (csl-data.json). */
#include "base/date.h"
#include "base/printable.h"
#include "base/url.h"
#include "render/facets.h"
#include "render/value.h"
#include "render/wrap.h"

#include <string.h>
#include <xxhash.h>

/* ---- What the three have in common --------------------------------------------------------------- */

enum { STEM_LONGEST = 40, HASH_DIGITS = 12, KEY_SIZE = STEM_LONGEST + 1 + HASH_DIGITS + 1 };

/* The key of an item: its id if that is a valid key, else the characters of the id that are allowed, and a
 * hash of the whole id. Keys are in lower case, since BibTeX ignores the case of keys. */
static void make_key(const char *id, char key[KEY_SIZE]) {
  static const char plain[] = "abcdefghijklmnopqrstuvwxyz0123456789._:-";
  const char *at = sse_url_is_web(sse_str_of(id)) ? strstr(id, "://") + 3 : id;
  size_t length = 0;
  bool is_whole = at == id && *id;
  for (; *at && length < STEM_LONGEST; at++) {
    char byte = sse_lower(*at);
    is_whole = is_whole && byte == *at && strchr(plain, byte);
    if (strchr(plain, byte)) {
      key[length++] = byte;
    } else if (length > 0 && key[length - 1] != '-') {
      key[length++] = '-';
    }
  }
  if (is_whole && !*at) {
    key[length] = '\0';
    return;
  }
  while (length > 0 && key[length - 1] == '-')
    length--;
  (void)snprintf(key + length, KEY_SIZE - length, "%s%0*llx", length > 0 ? "-" : "", HASH_DIGITS,
                 XXH3_64bits(id, strlen(id)) & 0xFFFFFFFFFFFFULL);
}

/* The item's date; no date if it has none. */
static sse_date date_of(const search_hit *hit) {
  sse_date date = {0};
  (void)sse_date_parse(sse_str_of(hit->date), &date); /* a date that cannot be read is none */
  return date;
}

/* True if a name contains "and", which separates names in BibTeX. */
static bool has_and(sse_str name) {
  for (size_t i = 0; i < name.length; i++)
    if (sse_str_begins(sse_str_part(name, i, name.length), " and ")) return true;
  return false;
}

/* Splits "Smith, Ann"; false for any other name: that of an organisation, or one whose order is unknown. */
static bool split_name(sse_str name, sse_str *family, sse_str *given) {
  const char *comma = memchr(name.data, ',', name.length), *end = name.data + name.length;
  if (!comma || memchr(comma + 1, ',', (size_t)(end - comma - 1)) || has_and(name)) return false;
  *family = sse_str_trim((sse_str){name.data, (size_t)(comma - name.data)});
  *given = sse_str_trim((sse_str){comma + 1, (size_t)(end - comma - 1)});
  return family->length > 0 && given->length > 0;
}

/* Writes text, part of a NUL-terminated one, on one line: white space as a space, control characters as
 * U+FFFD, and `from` as `to`. */
static void put_line(FILE *out, sse_str text, char from, char to) {
  for (const char *at = text.data; at < text.data + text.length; at += sse_character_length(at)) {
    if (sse_is_space(*at)) {
      (void)fputc(' ', out);
    } else if (from && *at == from) {
      (void)fputc(to, out);
    } else {
      wrap_put_code(out, at);
    }
  }
}

/* Joins all tags with commas or, if one of them contains a comma, with semicolons. A trailing semicolon marks
 * a single tag that contains a separator. */
static void join_tags(const char *tags, sse_buffer *all) {
  bool has_comma = tags && strpbrk(tags, ",;|");
  bool is_lone = tags && !strchr(tags, '\n');
  sse_str tag;
  for (size_t position = 0; sse_str_next(sse_str_of(tags), '\n', &position, &tag);) {
    if (all->length > 0) sse_buffer_append_text(all, has_comma ? "; " : ", ");
    for (size_t i = 0; i < tag.length; i++)
      sse_buffer_append(all, tag.data[i] == ';' ? "," : tag.data + i, 1);
  }
  if (has_comma && is_lone) sse_buffer_append_text(all, ";");
}

/* ---- RIS ------------------------------------------------------------------------------------------ */

/* Writes nothing for an empty text. */
static void put_ris(FILE *out, const char *tag, sse_str text) {
  if (text.length == 0) return;
  bool is_tag = strcmp(tag, "KW") == 0;
  (void)fprintf(out, "%s  - ", tag);
  put_line(out, text, is_tag ? ';' : '\0', ',');
  (void)fputs("\r\n", out);
}

static void put_ris_lines(FILE *out, const char *tag, const char *lines) {
  sse_str line;
  for (size_t position = 0; sse_str_next(sse_str_of(lines), '\n', &position, &line);)
    put_ris(out, tag, line);
}

/* The slashes are required even without month and day. */
static void put_ris_date(FILE *out, sse_date date) {
  if (date.year == 0) return;
  (void)fprintf(out, "DA  - %04d/", date.year);
  if (date.month > 0) (void)fprintf(out, "%02d", date.month);
  (void)fputs("/", out);
  if (date.day > 0) (void)fprintf(out, "%02d", date.day);
  (void)fprintf(out, "/\r\nPY  - %04d\r\n", date.year);
}

void render_ris(FILE *out, const search_results *results) {
  for (size_t i = 0; i < results->hit_count; i++) {
    const search_hit *hit = &results->hits[i];
    char key[KEY_SIZE];
    make_key(hit->id, key);
    (void)fprintf(out, "TY  - %s\r\n", hit->source ? "NEWS" : "GEN");
    put_ris(out, "ID", sse_str_of(key));
    put_ris(out, "TI", sse_str_of(hit->title.text));
    put_ris_lines(out, "AU", hit->authors);
    put_ris(out, "T2", sse_str_of(hit->source));
    put_ris(out, "DB", sse_str_of(hit->archive));
    put_ris_date(out, date_of(hit));
    put_ris(out, "UR", sse_str_of(hit->url));
    put_ris(out, "LA", sse_str_of(hit->lang));
    put_ris_lines(out, "KW", hit->tags);
    put_ris(out, "AB", sse_str_of(hit->snippet.text));
    (void)fputs("ER  - \r\n\r\n", out);
  }
}

/* ---- BibTeX --------------------------------------------------------------------------------------- */

/* The TeX form of a character; NULL for itself. Braces come with an invisible counterpart, since BibTeX
 * counts even braces that follow a backslash. */
static const char *tex_of(char byte) {
  static const struct {
    char byte;
    const char *tex;
  } specials[] = {{'\\', "{\\textbackslash}"},
                  {'{', "\\{\\vphantom{\\}}"},
                  {'}', "\\vphantom{\\{}\\}"},
                  {'~', "{\\textasciitilde}"},
                  {'^', "{\\textasciicircum}"},
                  {'|', "{\\textbar}"},
                  {'<', "{\\textless}"},
                  {'>', "{\\textgreater}"},
                  {'%', "\\%"},
                  {'&', "\\&"},
                  {'$', "\\$"},
                  {'#', "\\#"},
                  {'_', "\\_"}};
  for (size_t i = 0; i < sizeof specials / sizeof *specials; i++)
    if (specials[i].byte == byte) return specials[i].tex;
  return NULL;
}

/* True if TeX would join two characters into another one, such as a dash. */
static bool is_ligature(char first, char second) {
  return (first == second && first && strchr("-`',", first)) ||
         (second == '`' && (first == '?' || first == '!'));
}

static void put_tex(FILE *out, sse_str text) {
  char last = '\0';
  for (const char *at = text.data; at < text.data + text.length; at += sse_character_length(at)) {
    const char *tex = tex_of(*at);
    if (is_ligature(last, *at)) (void)fputs("{}", out);
    last = *at;
    if (tex) {
      (void)fputs(tex, out);
    } else if (sse_is_space(*at)) {
      (void)fputc(' ', out);
    } else {
      wrap_put_code(out, at);
    }
  }
}

/* Writes nothing for an empty text. */
static void put_bibtex(FILE *out, const char *name, sse_str text) {
  if (text.length == 0) return;
  (void)fprintf(out, "  %s = {", name);
  put_tex(out, text);
  (void)fputs("},\n", out);
}

/* A name that is not like "Smith, Ann" is put in braces, so that it stays whole: "Food and Farms". */
static void put_bibtex_authors(FILE *out, const char *authors) {
  sse_str name, family, given;
  bool begun = false;
  for (size_t position = 0; sse_str_next(sse_str_of(authors), '\n', &position, &name);) {
    const char *and = memmem(name.data, name.length, " and ", sizeof " and " - 1);
    bool is_split = !and&&split_name(name, &family, &given);
    (void)fputs(begun ? " and " : "  author = {", out);
    (void)fputs(is_split ? "" : "{", out);
    put_tex(out, name);
    (void)fputs(is_split ? "" : "}", out);
    begun = true;
  }
  if (begun) (void)fputs("},\n", out);
}

static void put_bibtex_date(FILE *out, sse_date date) {
  static const char *const months[] = {"jan", "feb", "mar", "apr", "may", "jun",
                                       "jul", "aug", "sep", "oct", "nov", "dec"};
  if (date.year > 0) (void)fprintf(out, "  year = {%04d},\n", date.year);
  if (date.month > 0) (void)fprintf(out, "  month = %s,\n", months[date.month - 1]);
  if (date.day > 0) (void)fprintf(out, "  day = {%d},\n", date.day);
}

/* Writes an address verbatim, except for characters that would end it. */
static void put_bibtex_url(FILE *out, const char *url) {
  if (!url) return;
  (void)fputs("  url = {", out);
  for (; *url; url++) {
    if (strchr("{}\\", *url) || (unsigned char)*url <= ' ') {
      (void)fprintf(out, "%%%02X", (unsigned char)*url);
    } else {
      (void)fputc(*url, out);
    }
  }
  (void)fputs("},\n", out);
}

/* An @ would begin an entry, even in a comment. */
static void put_bibtex_comment(FILE *out, const char *text) {
  for (const char *end; *text; text = end + (*end == '@')) {
    end = strchrnul(text, '@');
    put_tex(out, (sse_str){text, (size_t)(end - text)});
    if (*end) (void)fputs("{\\char64}", out);
  }
}

/* Writes one row per facet value, in a comment with balanced braces: BibTeX takes what follows @comment for
 * text between entries, while biber and JabRef skip everything inside the braces. */
static void put_bibtex_facets(FILE *out, const search_facets *facets) {
  facets_one list[FACETS];
  facets_list(facets, list);
  (void)fputs("@comment{facet, value, hits, items\n", out);
  for (size_t i = 0; i < FACETS; i++) {
    for (size_t k = 0; k < list[i].counts->count; k++) {
      const search_count *count = &list[i].counts->counts[k];
      (void)fprintf(out, "  %s, {", list[i].name);
      put_bibtex_comment(out, count->name);
      (void)fprintf(out, "}, %zu, %zu\n", count->count, count->items);
    }
  }
  (void)fputs("}\n", out);
}

sse_status render_bibtex(FILE *out, const search_results *results, sse_error *err) {
  bool failed = false;
  for (size_t i = 0; i < results->hit_count; i++) {
    const search_hit *hit = &results->hits[i];
    char key[KEY_SIZE];
    sse_buffer tags = {0};
    make_key(hit->id, key);
    join_tags(hit->tags, &tags);
    failed = failed || tags.failed;
    (void)fprintf(out, "@%s{%s,\n", hit->source ? "article" : "misc", key);
    if (hit->title.text[0]) { /* the inner braces keep its capitals */
      (void)fputs("  title = {{", out);
      put_tex(out, sse_str_of(hit->title.text));
      (void)fputs("}},\n", out);
    }
    put_bibtex_authors(out, hit->authors);
    put_bibtex(out, "journal", sse_str_of(hit->source));
    put_bibtex_date(out, date_of(hit));
    put_bibtex_url(out, hit->url);
    put_bibtex(out, "language", sse_str_of(hit->lang));
    put_bibtex(out, "keywords", sse_buffer_str(&tags));
    put_bibtex(out, "abstract", sse_str_of(hit->snippet.text));
    (void)fputs("}\n\n", out);
    sse_buffer_reset(&tags);
  }
  if (results->has_facets) put_bibtex_facets(out, &results->facets);
  return failed ? sse_fail_memory(err) : SSE_OK;
}

/* ---- CSL-JSON ------------------------------------------------------------------------------------- */

/* Does nothing, successfully, for an empty text. */
static int set_text(json_t *object, const char *key, sse_str text) {
  return text.length > 0 ? json_object_set_new(object, key, json_stringn(text.data, text.length)) : 0;
}

static json_t *csl_authors(const char *authors) {
  json_t *array = json_array();
  sse_str name, family, given;
  for (size_t position = 0; array && sse_str_next(sse_str_of(authors), '\n', &position, &name);) {
    json_t *person = json_object();
    bool is_split = split_name(name, &family, &given);
    int failed = set_text(person, is_split ? "family" : "literal", is_split ? family : name);
    if (is_split) failed |= set_text(person, "given", given);
    if (json_array_append_new(array, person) == 0 && !failed) continue;
    json_decref(array);
    array = NULL;
  }
  return array;
}

static json_t *csl_date(sse_date date) {
  json_t *parts = json_pack("[i]", date.year);
  int failed = 0;
  if (date.month > 0) failed |= json_array_append_new(parts, json_integer(date.month));
  if (date.day > 0) failed |= json_array_append_new(parts, json_integer(date.day));
  if (failed) {
    json_decref(parts);
    parts = NULL;
  }
  return json_pack("{s:[o]}", "date-parts", parts);
}

static json_t *csl_item(const search_hit *hit) {
  json_t *object = json_object();
  char key[KEY_SIZE];
  sse_buffer tags = {0};
  sse_date date = date_of(hit);
  make_key(hit->id, key);
  join_tags(hit->tags, &tags);
  int failed = set_text(object, "id", sse_str_of(key));
  failed |= set_text(object, "type", sse_str_of(hit->source ? "article-newspaper" : "document"));
  failed |= set_text(object, "title", sse_str_of(hit->title.text));
  if (hit->authors) failed |= json_object_set_new(object, "author", csl_authors(hit->authors));
  failed |= set_text(object, "container-title", sse_str_of(hit->source));
  failed |= set_text(object, "archive", sse_str_of(hit->archive));
  if (date.year > 0) failed |= json_object_set_new(object, "issued", csl_date(date));
  failed |= set_text(object, "URL", sse_str_of(hit->url));
  failed |= set_text(object, "language", sse_str_of(hit->lang));
  failed |= set_text(object, "keyword", sse_buffer_str(&tags));
  failed |= set_text(object, "abstract", sse_str_of(hit->snippet.text));
  failed |= tags.failed;
  sse_buffer_reset(&tags);
  return render_made(object, failed);
}

sse_status render_csl(FILE *out, const search_results *results, sse_error *err) {
  json_t *array = json_array();
  int failed = 0;
  for (size_t i = 0; i < results->hit_count; i++)
    failed |= json_array_append_new(array, csl_item(&results->hits[i]));
  if (failed) {
    json_decref(array);
    array = NULL;
  }
  return render_value(out, array, JSON_INDENT(2), err);
}
