/* The contents of an index, item by item, as sources provide them: what another index needs to have the same.
 * Items come in the order in which they were first read, so an index made from an export keeps that order.
 * One statement reads everything, from a file that does not change in the meantime. */
#include "index/identity.h"
#include "index/index.h"

/* The provenance of an item: what an index knows of it besides what it shows. restore.c reads it.
 *
 *   {"sources": ["https://ilo.example/feed", "/archive/2023.jsonl"],   that have it, its owner first
 *    "group": "members",              of the owner
 *    "lender": "/archive/2023.jsonl", the source its text comes from, if not the owner
 *    "entry": "news/3.html", "line": 12,   its place in the owner's file
 *    "translations": [-12, 345],      keys of its addresses in other languages
 *    "gone": 1,                       no source has it any more
 *    "made_id": true,                 its id is not its source's own
 *    "first_seen": 1700000000, "changed": 1700000000,   seconds since 1970
 *    "hash": "0123456789ABCDEF0123456789ABCDEF"}        of what its owner said
 *
 * An item that was taken down has, besides `sources` and `made_id`:
 *
 *   {"withdrawn": 1700000000, "reason": "spam",
 *    "title_key": 123, "shared": 1}   what else identifies it (withdrawn.c)
 *
 * Unknown values are left out: json_patch drops NULL (RFC 7396). */
static const char export_sql[] =
    "SELECT i.id, i.title, i.titled, i.body, i.date, i.url, i.source, i.author, i.tags, i.lang, i.reply_to,"
    " i.own, o.path, json_patch('{}', json_object("
    "'sources', json((SELECT json_group_array(path) FROM (SELECT o.path AS path UNION ALL SELECT path FROM"
    " (SELECT path FROM holder JOIN source ON source.number = source_id WHERE holder.item = i.number ORDER"
    " BY path)))),"
    "'translations', (SELECT nullif(json_group_array(address), '[]') FROM (SELECT address FROM translation"
    " WHERE translation.item = i.number ORDER BY address)),"
    "'group', o.grp, 'lender', l.path, 'entry', i.entry, 'line', i.line, 'gone', nullif(i.gone, 0),"
    "'first_seen', i.first_seen, 'changed', i.changed, 'hash', hex(i.hash)))"
    " FROM item AS i JOIN source AS o ON o.number = i.source_id LEFT JOIN source AS l ON l.number = i.lender"
    " ORDER BY i.number";

enum { ID, TITLE, TITLED, BODY, DATE, URL, PUBLISHER, AUTHOR, TAGS, LANG, REPLY_TO, OWN, OWNER, PROVENANCE };

struct exporting {
  const index_db *index;
  sqlite3_stmt *row;
  sse_buffer provenance, canonical;
};

static source_item item_of(sqlite3_stmt *row) {
  source_item item = {.id = index_column(row, ID),
                      .title = index_column(row, TITLE),
                      .is_untitled = sqlite3_column_int(row, TITLED) == 0,
                      .body = index_column(row, BODY),
                      .url = index_column(row, URL),
                      .source = index_column(row, PUBLISHER),
                      .author = index_column(row, AUTHOR),
                      .tags = index_column(row, TAGS),
                      .lang = index_column(row, LANG),
                      .reply_to = index_column(row, REPLY_TO)};
  if (!sse_date_parse(index_column(row, DATE), &item.date)) item.date = (sse_date){0};
  return item;
}

/* Writes the provenance of the current row; `own`, `owner` and `known` are its columns. The id is the
 * source's own if the row has the key of that id. */
static sse_status add_provenance(struct exporting *exporting, source_item *item, int own, int owner,
                                 int known, sse_error *err) {
  sse_buffer *out = &exporting->provenance;
  sse_str object = index_column(exporting->row, known);
  item_keys keys;
  if (!identity_keys(item, index_column(exporting->row, owner), &exporting->canonical, &keys))
    return sse_fail_memory(err);
  bool has_own = sqlite3_column_type(exporting->row, own) != SQLITE_NULL;
  bool is_own =
      has_own == keys.has_own && (!has_own || sqlite3_column_int64(exporting->row, own) == keys.own);
  sse_buffer_clear(out);
  sse_buffer_append_str(out, sse_str_part(object, 0, object.length - (object.length > 0)));
  sse_buffer_append_text(out, is_own ? "}" : ",\"made_id\":true}");
  item->provenance = sse_buffer_str(out);
  return out->failed ? sse_fail_memory(err) : SSE_OK;
}

/* Exports withdrawn items as lines that are not items: they are skipped when read without --rebuild. */
static sse_status export_withdrawn(struct exporting *exporting, source_item_fn *on_item, void *context,
                                   sse_error *err) {
  static const char sql[] =
      "SELECT id, 'Withdrawn' || coalesce(': ' || reason, ''), url, own, source, json_patch('{}', "
      "json_object('withdrawn', since, 'reason', reason, 'sources',"
      " json_array(source), 'title_key', title_key, 'shared', nullif(is_shared, 0))) FROM withdrawn"
      " ORDER BY number";
  enum { HEADING = 1, ADDRESS, KEY, SOURCE, KNOWN };
  sse_status status = index_prepare(exporting->index, sql, &exporting->row, err);
  if (status) return status;
  while (index_next_row(exporting->index, exporting->row, &status, err)) {
    source_item item = {.id = index_column(exporting->row, ID),
                        .title = index_column(exporting->row, HEADING),
                        .url = index_column(exporting->row, ADDRESS)};
    status = add_provenance(exporting, &item, KEY, SOURCE, KNOWN, err);
    if (!status) status = on_item(context, &item, err);
  }
  (void)sqlite3_finalize(exporting->row); /* repeats the error */
  return status;
}

sse_status index_export(const index_db *index, source_item_fn *on_item, void *context, sse_error *err) {
  struct exporting exporting = {.index = index};
  sse_status status = index_prepare(index, export_sql, &exporting.row, err);
  if (status) return status;
  while (index_next_row(index, exporting.row, &status, err)) {
    source_item item = item_of(exporting.row);
    status = add_provenance(&exporting, &item, OWN, OWNER, PROVENANCE, err);
    if (!status) status = on_item(context, &item, err);
  }
  (void)sqlite3_finalize(exporting.row); /* repeats the error */
  if (!status) status = export_withdrawn(&exporting, on_item, context, err);
  sse_buffer_reset(&exporting.provenance);
  sse_buffer_reset(&exporting.canonical);
  return status;
}
