/* Results for a script: one JSON object.
 * jansson builds and escapes it; all text is already valid UTF-8. Fields that an item does not have are left
 * out. Highlights are pairs of start and length, by default in Unicode code points of the text shown. */
#include "base/printable.h"
#include "render/facets.h"
#include "render/render.h"
#include "render/value.h"

#include <stdlib.h>

/* jansson treats a NULL value as a failure, so a chain of these calls needs one check at the end. */
static int set_text(json_t *object, const char *key, const char *text) {
  return text ? json_object_set_new(object, key, render_text_value(sse_str_of(text))) : 0;
}

static int set_number(json_t *object, const char *key, size_t number) {
  return json_object_set_new(object, key, json_integer((json_int_t)number));
}

const char *const render_offsets_names[] = {
    [RENDER_CODE_POINTS] = "codepoints", [RENDER_BYTES] = "bytes", [RENDER_UTF16] = "utf16", NULL};

/* A position in a text, counted in code points and in the requested unit. */
struct counting {
  const char *at;
  size_t code_points, units; /* `units` of the requested kind */
};

/* Advances to a code point. Those that take two units of UTF-16 take four bytes of UTF-8. */
static void count_to(struct counting *counting, size_t code_point, render_offsets offsets) {
  for (; counting->code_points < code_point && *counting->at; counting->code_points++) {
    size_t length = sse_character_length(counting->at);
    counting->units += offsets == RENDER_BYTES ? length : offsets == RENDER_UTF16 ? 1 + (length == 4) : 1;
    counting->at += length;
  }
}

static json_t *ranges_json(const search_text *shown, const render_options *options) {
  json_t *array = json_array();
  struct counting counting = {.at = shown->text};
  for (size_t i = 0; array && i < shown->range_count; i++) {
    const search_range *range = &shown->ranges[i];
    count_to(&counting, range->start, options->offsets);
    size_t start = counting.units;
    count_to(&counting, range->start + range->length, options->offsets);
    json_t *pair = json_pack("[I, I]", (json_int_t)start, (json_int_t)(counting.units - start));
    if (json_array_append_new(array, pair) != 0) {
      json_decref(array);
      array = NULL;
    }
  }
  return array;
}

/* A text escaped for HTML, with marks around its matches; NULL if memory is short. */
static json_t *marked_json(const search_text *shown, const render_options *options) {
  char *text = NULL;
  size_t length;
  FILE *out = open_memstream(&text, &length);
  if (!out) return NULL;
  render_marked_with(out, shown, options->pre, options->post);
  json_t *value = fclose(out) == 0 ? json_stringn(text, length) : NULL;
  free(text);
  return value;
}

/* The parts of a score, each with what it is made of. */
static json_t *parts_json(const search_hit *hit) {
  json_t *all = json_array(), *inner = NULL;
  int failed = 0;
  for (size_t i = 0; i < hit->part_count && all; i++) {
    const search_part *part = &hit->parts[i];
    if (part->depth > 0) {
      failed |= json_array_append_new(inner, json_string(part->what));
      continue;
    }
    json_t *object = json_pack("{s:s, s:f, s:[]}", "what", part->what, "value", part->value, "of");
    inner = json_object_get(object, "of");
    failed |= json_array_append_new(all, object);
  }
  return render_made(all, failed);
}

static int set_time(json_t *object, const char *name, int64_t seconds) {
  char text[RENDER_TIME_SIZE];
  return seconds > 0 ? set_text(object, name, render_time(seconds, text)) : 0;
}

static int set_archived(json_t *object, const char *link, const search_hit *item) {
  sse_buffer archived = {0};
  render_append_archived(link, item, &archived);
  int failed = archived.failed ? -1 : set_text(object, "archive_url", archived.data);
  sse_buffer_reset(&archived);
  return failed;
}

/* All fields that an item can have in JSON. */
static const char *const field_names[] = {
    "id",         "title",   "date",        "url",  "archive_url", "source", "archive", "lang",
    "first_seen", "changed", "path",        "line", "authors",     "tags",   "score",   "snippet",
    "highlights", "also",    "explanation", "text", "marked",      NULL};

static bool next_field(const char *fields, size_t *position, sse_str *name) {
  if (!sse_str_next(sse_str_of(fields), ',', position, name)) return false;
  *name = sse_str_trim(*name);
  return true;
}

static bool is_field(sse_str name) {
  for (size_t i = 0; field_names[i]; i++)
    if (sse_str_equal(name, sse_str_of(field_names[i]))) return true;
  return false;
}

bool render_has_fields(const char *fields, sse_str *unknown) {
  for (size_t position = 0; next_field(fields, &position, unknown);)
    if (!is_field(*unknown)) return false;
  return true;
}

/* Removes fields that were not requested. */
static void keep_fields(json_t *object, const char *fields) {
  if (!fields || !*fields) return;
  for (size_t i = 0; field_names[i]; i++) {
    bool is_asked = false;
    sse_str name;
    for (size_t position = 0; !is_asked && next_field(fields, &position, &name);)
      is_asked = sse_str_equal(name, sse_str_of(field_names[i]));
    if (!is_asked) (void)json_object_del(object, field_names[i]); /* fails only if the field is missing */
  }
}

/* Sets the fields that do not depend on a search. */
static int set_item(json_t *object, const search_hit *item, const render_options *options) {
  int failed = set_text(object, "id", item->id);
  failed |= set_text(object, "title", item->title.text);
  failed |= set_text(object, "date", item->date);
  failed |= set_text(object, "url", item->url);
  failed |= set_archived(object, options->archive_link, item);
  failed |= set_text(object, "source", item->source);
  failed |= set_text(object, "archive", item->archive);
  failed |= set_text(object, "lang", item->lang);
  failed |= set_time(object, "first_seen", item->first_seen);
  failed |= set_time(object, "changed", item->changed);
  failed |= set_text(object, "path", item->path);
  if (item->line > 0) failed |= set_number(object, "line", item->line);
  if (item->authors)
    failed |= json_object_set_new(object, "authors", render_lines(sse_str_of(item->authors)));
  if (item->tags) failed |= json_object_set_new(object, "tags", render_lines(sse_str_of(item->tags)));
  return failed;
}

/* The other items of the hit's story. */
static json_t *also_json(const search_hit *hit) {
  json_t *array = json_array();
  int failed = 0;
  for (size_t i = 0; i < hit->also_count; i++) {
    const search_also *also = &hit->also[i];
    json_t *one = json_object();
    failed |= set_text(one, "id", also->id) | set_text(one, "title", also->title);
    failed |= set_text(one, "source", also->source) | set_text(one, "lang", also->lang);
    failed |= set_text(one, "url", also->url);
    failed |= json_array_append_new(array, one);
  }
  return render_made(array, failed);
}

/* Title and snippet as HTML. */
static json_t *marks_json(const search_hit *hit, const render_options *options) {
  json_t *object = json_object();
  int failed = json_object_set_new(object, "title", marked_json(&hit->title, options));
  failed |= json_object_set_new(object, "snippet", marked_json(&hit->snippet, options));
  return render_made(object, failed);
}

static json_t *hit_json(const search_hit *hit, const render_options *options) {
  json_t *object = json_object();
  json_t *highlights = json_object();
  int failed = json_object_set_new(highlights, "title", ranges_json(&hit->title, options));
  failed |= json_object_set_new(highlights, "snippet", ranges_json(&hit->snippet, options));
  failed |= set_item(object, hit, options);
  failed |= json_object_set_new(object, "score", json_real(hit->score));
  failed |= set_text(object, "snippet", hit->snippet.text);
  failed |= json_object_set_new(object, "highlights", highlights);
  if (options->pre) failed |= json_object_set_new(object, "marked", marks_json(hit, options));
  if (hit->also_count > 0) failed |= json_object_set_new(object, "also", also_json(hit));
  if (hit->part_count > 0) failed |= json_object_set_new(object, "explanation", parts_json(hit));
  keep_fields(object, options->fields);
  return render_made(object, failed);
}

static json_t *counts_json(const facets_one *facet, const render_options *options) {
  json_t *array = json_array();
  const search_count *count;
  for (size_t position = 0, taken = 0; array && (count = facets_next(facet, options, &position, &taken));) {
    json_t *one = json_pack("{s:s, s:I}", "value", count->name, "count", (json_int_t)count->count);
    int failed = count->items > 0 ? set_number(one, "items", count->items) : 0;
    if (json_array_append_new(array, one) == 0 && !failed) continue;
    json_decref(array);
    array = NULL;
  }
  return array;
}

static json_t *facets_json(const search_facets *facets, const render_options *options) {
  json_t *object = json_object();
  facets_one list[FACETS];
  int failed = 0;
  facets_list(facets, list);
  for (size_t i = 0; i < FACETS; i++)
    if (facets_is_wanted(&list[i], options) &&
        ((list[i].title != MESSAGE_GROUP && list[i].title != MESSAGE_ARCHIVE) || list[i].counts->count > 0))
      failed |= json_object_set_new(object, list[i].name, counts_json(&list[i], options));
  return render_made(object, failed);
}

/* NULL if memory is short. */
static json_t *notes_json(const query_notes *notes) {
  json_t *array = json_array();
  for (size_t i = 0; array && i < notes->count; i++) {
    json_t *one = json_pack("{s:s, s:s}", "code", notes->notes[i].code, "text", notes->notes[i].text);
    if (json_array_append_new(array, one) == 0) continue;
    json_decref(array);
    array = NULL;
  }
  return array;
}

static json_t *results_json(const search_results *results, const render_options *options) {
  json_t *object = json_object();
  json_t *items = json_array();
  int failed = set_text(object, "query", results->query);
  failed |= set_number(object, "total", results->total);
  if (results->stories > 0) failed |= set_number(object, "stories", results->stories);
  failed |= json_object_set_new(object, "total_is_exact", json_boolean(results->total_is_exact));
  failed |= json_object_set_new(object, "took_ms", json_real(results->took_ms));
  failed |= set_text(object, "suggestion", results->suggestion);
  if (results->relaxed) failed |= json_object_set_new(object, "relaxed", json_true());
  if (results->notes.count > 0) failed |= json_object_set_new(object, "notes", notes_json(&results->notes));
  for (size_t i = 0; i < results->hit_count; i++)
    failed |= json_array_append_new(items, hit_json(&results->hits[i], options));
  failed |= json_object_set_new(object, "items", items);
  failed |= set_text(object, "next", options->next);
  if (results->has_facets)
    failed |= json_object_set_new(object, "facets", facets_json(&results->facets, options));
  return render_made(object, failed);
}

static sse_status put_json(FILE *out, json_t *value, size_t flags, sse_error *err) {
  enum { DIGITS = 6 }; /* of scores and times; further digits are noise */
  return render_value(out, value, flags | JSON_REAL_PRECISION(DIGITS), err);
}

static size_t flags_of(const render_options *options) {
  return options->compact ? JSON_COMPACT : JSON_INDENT(2);
}

sse_status render_json(FILE *out, const search_results *results, const render_options *options,
                       sse_error *err) {
  return put_json(out, results_json(results, options), flags_of(options), err);
}

/* A value of a facet. */
static json_t *row_json(const char *facet, const search_count *count) {
  return json_pack("{s:s, s:s, s:I, s:I}", "facet", facet, "value", count->name, "hits",
                   (json_int_t)count->count, "items", (json_int_t)count->items);
}

static sse_status put_facet_rows(FILE *out, const search_facets *facets, const render_options *options,
                                 sse_error *err) {
  sse_status status = SSE_OK;
  facets_one list[FACETS];
  facets_list(facets, list);
  for (size_t i = 0; i < FACETS; i++) {
    const search_count *count;
    for (size_t position = 0, taken = 0;
         !status && (count = facets_next(&list[i], options, &position, &taken));)
      status = put_json(out, row_json(list[i].name, count), JSON_COMPACT, err);
  }
  return status;
}

sse_status render_jsonl(FILE *out, const search_results *results, const render_options *options,
                        sse_error *err) {
  sse_status status = SSE_OK;
  if (results->has_facets) return put_facet_rows(out, &results->facets, options, err);
  for (size_t i = 0; i < results->hit_count && !status; i++)
    status = put_json(out, hit_json(&results->hits[i], options), JSON_COMPACT, err);
  return status;
}

sse_status render_item_json(FILE *out, const search_hit *item, const render_options *options,
                            sse_error *err) {
  json_t *object = json_object();
  int failed = set_item(object, item, options);
  failed |= set_text(object, "text", item->snippet.text);
  keep_fields(object, options->fields);
  if (failed) {
    json_decref(object);
    object = NULL;
  }
  return put_json(out, object, flags_of(options), err);
}
