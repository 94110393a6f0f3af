/* Results for a script: one JSON object.
 * jansson builds and escapes it; all text is valid UTF-8 already. A field that an item does not have is left
 * out. Highlights are pairs of start and length in Unicode code points of the text shown. */
#include "render/facets.h"
#include "render/render.h"
#include "render/value.h"

#include <string.h>

/* jansson takes NULL for a value as failure, so a chain of these needs one look at the end. */
static int set_text(json_t *object, const char *key, const char *text) {
  return text ? json_object_set_new(object, key, render_text_value(sse_str_of(text))) : 0;
}

static int set_number(json_t *object, const char *key, size_t number) {
  return json_object_set_new(object, key, json_integer((json_int_t)number));
}

static json_t *ranges_json(const search_text *shown) {
  json_t *array = json_array();
  for (size_t i = 0; array && i < shown->range_count; i++) {
    json_t *pair =
        json_pack("[I, I]", (json_int_t)shown->ranges[i].start, (json_int_t)shown->ranges[i].length);
    if (json_array_append_new(array, pair) != 0) {
      json_decref(array);
      array = NULL;
    }
  }
  return array;
}

/* The parts of a score, each with those it is made of. */
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

/* All that an item may have in JSON. */
static const char *const field_names[] = {
    "id",    "title",      "date",       "url",  "archive_url", "source",  "archive",
    "lang",  "first_seen", "changed",    "path", "line",        "authors", "tags",
    "score", "snippet",    "highlights", "also", "explanation", "text",    NULL};

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

/* Takes away what was not asked for. */
static void keep_fields(json_t *object, const char *fields) {
  if (!fields || !*fields) return;
  for (size_t i = 0; field_names[i]; i++) {
    bool is_asked = false;
    sse_str name;
    for (size_t position = 0; !is_asked && next_field(fields, &position, &name);)
      is_asked = sse_str_equal(name, sse_str_of(field_names[i]));
    if (!is_asked)
      (void)json_object_del(object, field_names[i]); /* where it has none, there is nothing to do */
  }
}

/* What an item has that a search does not add. */
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

static json_t *hit_json(const search_hit *hit, const render_options *options) {
  json_t *object = json_object();
  json_t *highlights = json_object();
  int failed = json_object_set_new(highlights, "title", ranges_json(&hit->title));
  failed |= json_object_set_new(highlights, "snippet", ranges_json(&hit->snippet));
  failed |= set_item(object, hit, options);
  failed |= json_object_set_new(object, "score", json_real(hit->score));
  failed |= set_text(object, "snippet", hit->snippet.text);
  failed |= json_object_set_new(object, "highlights", highlights);
  if (hit->also_count > 0) failed |= json_object_set_new(object, "also", also_json(hit));
  if (hit->part_count > 0) failed |= json_object_set_new(object, "explanation", parts_json(hit));
  keep_fields(object, options->fields);
  return render_made(object, failed);
}

static json_t *counts_json(const search_counts *counts) {
  json_t *array = json_array();
  for (size_t i = 0; array && i < counts->count; i++) {
    const search_count *count = &counts->counts[i];
    json_t *one = json_pack("{s:s, s:I}", "value", count->name, "count", (json_int_t)count->count);
    int failed = count->items > 0 ? set_number(one, "items", count->items) : 0;
    if (json_array_append_new(array, one) == 0 && !failed) continue;
    json_decref(array);
    array = NULL;
  }
  return array;
}

static json_t *facets_json(const search_facets *facets) {
  json_t *object = json_object();
  facets_one list[FACETS];
  int failed = 0;
  facets_list(facets, list);
  for (size_t i = 0; i < FACETS; i++)
    if ((list[i].title != MESSAGE_GROUP && list[i].title != MESSAGE_ARCHIVE) || list[i].counts->count > 0)
      failed |= json_object_set_new(object, list[i].name, counts_json(list[i].counts));
  return render_made(object, failed);
}

/* NULL where memory is short. */
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
  if (results->has_facets) failed |= json_object_set_new(object, "facets", facets_json(&results->facets));
  return render_made(object, failed);
}

static sse_status put_json(FILE *out, json_t *value, size_t flags, sse_error *err) {
  enum { DIGITS = 6 }; /* of scores and times: what is behind them is noise */
  return render_value(out, value, flags | JSON_REAL_PRECISION(DIGITS), err);
}

sse_status render_json(FILE *out, const search_results *results, const render_options *options,
                       sse_error *err) {
  return put_json(out, results_json(results, options), JSON_INDENT(2), err);
}

/* A value of a facet. */
static json_t *row_json(const char *facet, const search_count *count) {
  return json_pack("{s:s, s:s, s:I, s:I}", "facet", facet, "value", count->name, "hits",
                   (json_int_t)count->count, "items", (json_int_t)count->items);
}

static sse_status put_facet_rows(FILE *out, const search_facets *facets, sse_error *err) {
  sse_status status = SSE_OK;
  facets_one list[FACETS];
  facets_list(facets, list);
  for (size_t i = 0; i < FACETS; i++)
    for (size_t k = 0; k < list[i].counts->count && !status; k++)
      status = put_json(out, row_json(list[i].name, &list[i].counts->counts[k]), JSON_COMPACT, err);
  return status;
}

sse_status render_jsonl(FILE *out, const search_results *results, const render_options *options,
                        sse_error *err) {
  sse_status status = SSE_OK;
  if (results->has_facets) return put_facet_rows(out, &results->facets, err);
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
  return put_json(out, object, JSON_INDENT(2), err);
}
