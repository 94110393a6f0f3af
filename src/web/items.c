/* All items of the archive in the order of their ids: a list in pages, and the whole as a stream.
 * A stream takes an index for one piece at a time, so that it does not block others, and a swap does no harm:
 * each item that exists all the time is in the stream once. */
#include "render/value.h"
#include "web/answer.h"

#include <stdlib.h>

/* Where items are written, and the last id written. */
struct listing {
  const struct call *call;
  FILE *out;
  render_options shown;
  bool is_table;
  size_t count, most;
  char *last; /* owned by the listing */
};

static sse_status keep_last(struct listing *listing, const char *id, sse_error *err) {
  free(listing->last);
  listing->last = sse_copy(sse_str_of(id));
  return listing->last ? SSE_OK : sse_fail_memory(err);
}

/* Writes an item as a line of the table that sseindex reads back. */
static sse_status put_row(FILE *out, const search_hit *item, sse_error *err) {
  source_item row = {.id = sse_str_of(item->id),
                     .title = sse_str_of(item->title.text),
                     .body = sse_str_of(item->snippet.text),
                     .url = sse_str_of(item->url),
                     .source = sse_str_of(item->source),
                     .author = sse_str_of(item->authors),
                     .tags = sse_str_of(item->tags),
                     .lang = sse_str_of(item->lang)};
  char provenance[128];
  (void)snprintf(provenance, sizeof provenance, "{\"first_seen\":%lld,\"changed\":%lld}",
                 (long long)item->first_seen, (long long)item->changed); /* fits */
  row.provenance = sse_str_of(provenance);
  if (!sse_date_parse(sse_str_of(item->date), &row.date)) row.date = (sse_date){0};
  return render_exported(out, RENDER_EXPORT_CSV, &row, err);
}

static sse_status put_item(void *context, const search_hit *item, sse_error *err) {
  struct listing *listing = context;
  listing->count++;
  sse_status status = keep_last(listing, item->id, err);
  if (status) return status;
  return listing->is_table ? put_row(listing->out, item, err)
                           : render_item_json(listing->out, item, &listing->shown, err);
}

static struct listing listing_of(const struct call *call) {
  return (struct listing){.call = call,
                          .out = call->out,
                          .shown = {.compact = true,
                                    .archive_link = call->options->archive_link,
                                    .fields = request_text_of(call->request, REQUEST_FIELDS)}};
}

/* ---- Lists -------------------------------------------------------------------------------------- */

static sse_status put_listed(void *context, const search_hit *item, sse_error *err) {
  struct listing *listing = context;
  if (listing->count == listing->most) { /* one more than requested: there is a next page */
    listing->count++;
    return SSE_OK;
  }
  if (listing->count > 0) (void)fputc(',', listing->out); /* the stream is checked when it is closed */
  return put_item(context, item, err);
}

sse_status items_list(const struct call *call, sse_error *err) {
  struct listing listing = listing_of(call);
  listing.most = call->request->limit;
  const char *after = request_text_of(call->request, REQUEST_CURSOR);
  sse_status status = answer_check_fields(call->request, err);
  (void)fputs("{\"items\":[", call->out);
  if (!status)
    status = search_items_after(call->index->index, after, listing.most + 1, &listing, put_listed, err);
  (void)fputc(']', call->out);
  if (!status && listing.count > listing.most && listing.last) {
    (void)fputs(",\"next\":", call->out);
    status = render_value(call->out, json_string(listing.last), JSON_ENCODE_ANY | JSON_COMPACT, err);
  }
  (void)fputs("}\n", call->out);
  free(listing.last);
  return status;
}

/* ---- Streams ------------------------------------------------------------------------------------ */

enum { PIECE = 200 /* items */ };

/* The state that lasts from piece to piece. */
struct exporting {
  struct pool *pool;
  const serve_options *options;
  char *fields, *last; /* NULL at first */
  bool is_table;
};

static void free_export(void *context) {
  struct exporting *exporting = context;
  free(exporting->fields);
  free(exporting->last);
  free(exporting);
}

/* Takes an index; waits up to several times as long as a request would. */
static sse_status take_index(const struct exporting *exporting, struct pool_index **taken, sse_error *err) {
  enum { TRIES = 5 };
  sse_status status = SSE_TIMEOUT;
  for (unsigned i = 0; i < TRIES && status == SSE_TIMEOUT; i++)
    status = pool_take(exporting->pool, exporting->options->time_limit, taken, err);
  return status;
}

static sse_status write_export(void *context, FILE *out, bool *ends, sse_error *err) {
  struct exporting *exporting = context;
  struct listing listing = {.out = out,
                            .is_table = exporting->is_table,
                            .shown = {.compact = true,
                                      .archive_link = exporting->options->archive_link,
                                      .fields = exporting->fields}};
  struct pool_index *index;
  if (exporting->is_table && !exporting->last) render_export_head(out, RENDER_EXPORT_CSV);
  sse_status status = take_index(exporting, &index, err);
  if (status) return status;
  status = search_items_after(index->index, exporting->last ? exporting->last : "", PIECE, &listing, put_item,
                              err);
  pool_give(exporting->pool, index);
  *ends = listing.count < PIECE;
  if (listing.last) {
    free(exporting->last);
    exporting->last = listing.last;
  }
  return status;
}

static sse_status begin_export(const struct call *call, bool is_table, sse_error *err) {
  struct exporting *made = calloc(1, sizeof *made);
  if (!made) return sse_fail_memory(err);
  *made = (struct exporting){.pool = call->pool, .options = call->options, .is_table = is_table};
  made->fields = sse_copy(sse_str_of(request_text_of(call->request, REQUEST_FIELDS)));
  sse_status status = made->fields ? answer_check_fields(call->request, err) : sse_fail_memory(err);
  if (status) {
    free_export(made);
  } else {
    call->answer->stream = (http_stream){made, write_export, free_export};
  }
  return status;
}

sse_status items_lines(const struct call *call, sse_error *err) {
  return begin_export(call, false, err);
}

sse_status items_table(const struct call *call, sse_error *err) {
  return begin_export(call, true, err);
}
