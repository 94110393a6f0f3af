/* Items for other programs: JSON Lines, a table, documents for OpenSearch.
 * Each item is written at once and not kept.
 * Sources: RFC 4180; OpenSearch's documentation of the bulk API, whose ids have at most 512 bytes. */
#include "render/csv.h"
#include "render/render.h"
#include "render/value.h"

#include <xxhash.h>

const char *const render_export_names[] = {[RENDER_EXPORT_JSONL] = "jsonl",
                                           [RENDER_EXPORT_CSV] = "csv",
                                           [RENDER_EXPORT_OPENSEARCH] = "opensearch",
                                           [RENDER_EXPORT_OPENSEARCH_INDEX] = "opensearch-index",
                                           NULL};

/* ---- Lines of JSON ----------------------------------------------------------------------------- */

/* jansson treats a NULL value as a failure, so a chain of these calls needs one check at the end. */
static json_t *item_json(const source_item *item) {
  char date[SSE_DATE_SIZE];
  sse_date_format(item->date, date);
  const struct {
    const char *key;
    sse_str text;
  } texts[] = {{"id", item->id},   {"title", item->title},   {"text", item->body}, {"date", sse_str_of(date)},
               {"url", item->url}, {"source", item->source}, {"lang", item->lang}};
  json_t *object = json_object();
  int failed = 0;
  for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
    failed |= json_object_set_new(object, texts[i].key, render_text_value(texts[i].text));
  failed |= json_object_set_new(object, "tags", render_lines(item->tags));
  if (item->author.length > 0) failed |= json_object_set_new(object, "authors", render_lines(item->author));
  if (item->reply_to.length > 0)
    failed |= json_object_set_new(object, "in_reply_to", render_text_value(item->reply_to));
  if (item->path.length > 0) failed |= json_object_set_new(object, "path", render_text_value(item->path));
  return render_made(object, failed);
}

sse_status render_item_line(FILE *out, const source_item *item, sse_error *err) {
  return render_value(out, item_json(item), JSON_COMPACT, err);
}

/* What an index knows about an item beyond what it shows; NULL if memory is short. */
static json_t *provenance_json(const source_item *item) {
  sse_buffer clean = {0};
  size_t repaired = 0;
  sse_error ignored;
  json_t *provenance = NULL;
  if (!text_clean(item->provenance, &clean, &repaired, &ignored)) /* paths may not be UTF-8 */
    provenance = json_loadb(clean.data, clean.length, 0, NULL);
  sse_buffer_reset(&clean);
  return provenance;
}

/* Writes a line as --rebuild reads it back: a reader that finds the provenance takes the texts as plain. */
static sse_status put_line(FILE *out, const source_item *item, json_t *provenance, sse_error *err) {
  json_t *object = item_json(item);
  int failed = json_object_set(object, "ssesearch", provenance);
  return render_value(out, render_made(object, failed), JSON_COMPACT, err);
}

/* ---- A table ----------------------------------------------------------------------------------- */

/* A time in the provenance; "" if it is not known. */
static const char *time_of(const json_t *provenance, const char *key, char text[RENDER_TIME_SIZE]) {
  json_int_t seconds = json_integer_value(json_object_get(provenance, key));
  return seconds > 0 ? render_time(seconds, text) : "";
}

static void put_row(FILE *out, const source_item *item, const json_t *provenance) {
  char date[SSE_DATE_SIZE], seen[RENDER_TIME_SIZE], changed[RENDER_TIME_SIZE];
  sse_date_format(item->date, date);
  const sse_str fields[] = {item->id,
                            item->title,
                            item->body,
                            sse_str_of(date),
                            item->url,
                            item->source,
                            item->lang,
                            item->tags,
                            item->author,
                            item->reply_to,
                            sse_str_of(time_of(provenance, "first_seen", seen)),
                            sse_str_of(time_of(provenance, "changed", changed))};
  enum { FIELDS = sizeof fields / sizeof *fields };
  for (size_t i = 0; i < FIELDS; i++)
    render_csv_field(out, fields[i], i + 1 < FIELDS ? ',' : '\r');
  (void)fputc('\n', out);
}

/* ---- Documents --------------------------------------------------------------------------------- */

/* The id of a document: the item's or, if that is too long, a hash of it. */
static json_t *id_json(sse_str id) {
  enum { LONGEST = 512 }; /* bytes */
  XXH128_canonical_t canonical;
  char hash[2 * sizeof canonical.digest + 1];
  if (id.length <= LONGEST) return render_text_value(id);
  XXH128_canonicalFromHash(&canonical, XXH3_128bits(id.data, id.length));
  for (size_t i = 0; i < sizeof canonical.digest; i++)
    (void)snprintf(hash + 2 * i, 3, "%02x", canonical.digest[i]);
  return json_string(hash);
}

/* The line before a document. The index is named in the address to which it is sent. */
static json_t *action_json(const source_item *item) {
  return json_pack("{s:{s:o}}", "index", "_id", id_json(item->id));
}

/* Leaves out an empty field, since "" is not a valid date. */
static int set_known(json_t *object, const char *key, sse_str text) {
  return text.length > 0 ? json_object_set_new(object, key, render_text_value(text)) : 0;
}

static json_t *document_json(const source_item *item, const json_t *provenance) {
  char date[SSE_DATE_SIZE], time[RENDER_TIME_SIZE];
  sse_date_format(item->date, date);
  json_t *object = json_object();
  int failed = set_known(object, "id", item->id);
  failed |= set_known(object, "title", item->title);
  failed |= set_known(object, "text", item->body);
  failed |= set_known(object, "date", sse_str_of(date));
  failed |= set_known(object, "url", item->url);
  failed |= set_known(object, "source", item->source);
  failed |= set_known(object, "lang", item->lang);
  failed |= set_known(object, "in_reply_to", item->reply_to);
  failed |= set_known(object, "first_seen", sse_str_of(time_of(provenance, "first_seen", time)));
  failed |= set_known(object, "changed", sse_str_of(time_of(provenance, "changed", time)));
  if (item->tags.length > 0) failed |= json_object_set_new(object, "tags", render_lines(item->tags));
  if (item->author.length > 0) failed |= json_object_set_new(object, "authors", render_lines(item->author));
  return render_made(object, failed);
}

static sse_status put_document(FILE *out, const source_item *item, const json_t *provenance, sse_error *err) {
  json_t *document = document_json(item, provenance);
  sse_status status = render_value(out, document ? action_json(item) : NULL, JSON_COMPACT, err);
  if (!status) return render_value(out, document, JSON_COMPACT, err);
  json_decref(document);
  return status;
}

/* ---- All of them ------------------------------------------------------------------------------- */

void render_export_head(FILE *out, render_export format) {
  if (format == RENDER_EXPORT_CSV) (void)fprintf(out, "%s\r\n", source_csv_columns);
}

sse_status render_exported(FILE *out, render_export format, const source_item *item, sse_error *err) {
  source_item kept = *item;
  json_t *provenance = provenance_json(item);
  bool is_withdrawn = json_object_get(provenance, "withdrawn") != NULL;
  bool is_read_back = format == RENDER_EXPORT_JSONL || format == RENDER_EXPORT_CSV;
  sse_status status = provenance ? SSE_OK : sse_fail_memory(err);
  /* A title that is only the beginning of the text would be read back as a real one; and the language of an
   * item without one could be inferred from other items. */
  if (is_read_back && item->is_untitled) kept.title = sse_str_of("");
  if (is_read_back && item->lang.length == 0) kept.lang = sse_str_of("und");
  if (!status && format == RENDER_EXPORT_JSONL) {
    status = put_line(out, &kept, provenance, err);
  } else if (!status && format == RENDER_EXPORT_CSV && !is_withdrawn) {
    put_row(out, &kept, provenance);
  } else if (!status && format == RENDER_EXPORT_OPENSEARCH && !is_withdrawn) {
    status = put_document(out, &kept, provenance, err);
  }
  json_decref(provenance);
  return status;
}
