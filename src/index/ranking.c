/* Makes what ranking stands on, at the end of a run that changed something: the facts of each item, and the
 * postings of frequent words as blocks with each block's best impact, so that a search can skip what cannot
 * be among its hits (block-max: Ding and Suel, Faster Top-k Document Retrieval Using Block-Max Indexes,
 * 2011). All of it is made anew, from one walk over items and doclists; nothing in it is kept up to date. */
#include "base/url.h"
#include "index/postings.h"
#include "index/stories.h"

#include <stdlib.h>
#include <string.h>

enum {
  LIST_SHARE = 256, /* words that more than one item in so many holds have a list */
  LIST_LEAST = 512, /* and this many items at least: shorter doclists are read as fast from FTS5 */
  LABELS_MOST = 65535
};

struct building {
  const index_db *index;
  index_facts *facts; /* by number */
  index_brief *briefs;
  size_t count; /* of numbers, from 0 */
  index_postings postings;
  sqlite3_stmt *walk, *add_list, *add_part;
  sse_buffer expression, directory, part;
  index_measures measures;
};

/* ---- Lengths ------------------------------------------------------------------------------------ */

uint8_t ranking_length_code(uint64_t length) {
  unsigned exponent = 6;
  if (length < 64) return (uint8_t)length;
  while (exponent < 29 && length >> (exponent + 1) != 0)
    exponent++;
  unsigned code = 64 + (exponent - 6) * 8 + (unsigned)(length >> (exponent - 3) & 7);
  return (uint8_t)(code < 255 ? code : 255);
}

double ranking_length(uint8_t code) {
  if (code < 64) return code;
  unsigned exponent = 6 + (code - 64u) / 8;
  return (double)((8 + (code - 64u) % 8) << (exponent - 3));
}

/* ---- Facts -------------------------------------------------------------------------------------- */

/* A row of a statement into the facts. */
typedef sse_status row_fn(struct building *building, sqlite3_stmt *row, sse_error *err);

static sse_status each_row(struct building *building, const char *sql, row_fn *on_row, sse_error *err) {
  sqlite3_stmt *statement;
  int result = SQLITE_DONE;
  sse_status status = index_prepare(building->index, sql, &statement, err);
  while (!status && (result = sqlite3_step(statement)) == SQLITE_ROW)
    status = on_row(building, statement, err);
  if (!status && result != SQLITE_DONE) status = index_fail(building->index, err);
  (void)sqlite3_finalize(statement); /* repeats the error */
  return status;
}

static sse_status make_room(struct building *building, sqlite3_stmt *row, sse_error *err) {
  free(building->facts);
  free(building->briefs);
  building->count = (size_t)sqlite3_column_int64(row, 0) + 1;
  building->facts = calloc(building->count, sizeof *building->facts);
  building->briefs = calloc(building->count, sizeof *building->briefs);
  return building->facts && building->briefs ? SSE_OK : sse_fail_memory(err);
}

/* The facts of the item whose number is in the first column; NULL where the index is damaged. */
static index_facts *find_facts(struct building *building, sqlite3_stmt *row, sse_error *err) {
  sqlite3_int64 number = sqlite3_column_int64(row, 0);
  if (number >= 0 && (uint64_t)number < building->count && building->facts) return &building->facts[number];
  (void)index_fail_damaged(index_path(building->index), "numbers", err);
  return NULL;
}

/* In the order of their ids. */
static sse_status place_item(struct building *building, sqlite3_stmt *row, sse_error *err) {
  index_facts *facts = find_facts(building, row, err);
  if (!facts) return SSE_DATABASE;
  facts->place = ++building->measures.items;
  return SSE_OK;
}

/* The day before the first one, in Julian days (Fliegel and Van Flandern, CACM 11(10), 1968). */
enum { JULIAN_START = 1721425 };

uint32_t index_day_of(sse_date date) {
  int year = date.year, month = date.month > 0 ? date.month : 1, day = date.day > 0 ? date.day : 1;
  int shift = (month - 14) / 12;
  int julian = day - 32075 + 1461 * (year + 4800 + shift) / 4 + 367 * (month - 2 - shift * 12) / 12 -
               3 * ((year + 4900 + shift) / 100) / 4;
  return year == 0 ? 0 : (uint32_t)(julian - JULIAN_START); /* a date has a year from 1 to 9999 */
}

sse_date index_date_of(uint32_t day) {
  int l = (int)day + JULIAN_START + 68569, n = 4 * l / 146097;
  l -= (146097 * n + 3) / 4;
  int i = 4000 * (l + 1) / 1461001;
  l = l - 1461 * i / 4 + 31;
  int j = 80 * l / 2447;
  sse_date date = {.day = l - 2447 * j / 80};
  l = j / 11;
  date.month = j + 2 - 12 * l;
  date.year = 100 * (n - 49) + i + l;
  if (day == 0) date = (sse_date){0};
  return date;
}

enum { DAY_S = 86400, DAY_OF_1970 = 719163 /* index_day_of */ };

uint16_t index_seen_of(int64_t seconds) {
  int64_t day = seconds > 0 ? seconds / DAY_S + 1 : 0;
  return (uint16_t)(day <= UINT16_MAX ? day : UINT16_MAX);
}

uint32_t index_seen_day(uint16_t seen) {
  return seen > 0 ? seen + DAY_OF_1970 - 1u : 0;
}

static sse_status take_item(struct building *building, sqlite3_stmt *row, sse_error *err) {
  index_facts *facts = find_facts(building, row, err);
  sse_date date = {0};
  if (!facts) return SSE_DATABASE;
  if (sse_date_parse(index_column(row, 1), &date)) {
    facts->day = index_day_of(date);
    facts->flags |= (uint8_t)((date.month > 0 ? INDEX_HAS_MONTH : 0) | (date.day > 0 ? INDEX_HAS_DAY : 0));
  }
  sqlite3_int64 source = sqlite3_column_int64(row, 2), lang = sqlite3_column_int64(row, 3),
                group = sqlite3_column_int64(row, 4);
  facts->source = (uint16_t)(source < LABELS_MOST ? source : LABELS_MOST);
  facts->lang = (uint8_t)(lang < UINT8_MAX ? lang : UINT8_MAX);
  facts->group = (uint8_t)(group < UINT8_MAX ? group : UINT8_MAX);
  sqlite3_int64 site = sqlite3_column_int64(row, 5);
  facts->site = (uint16_t)(site < LABELS_MOST ? site : LABELS_MOST);
  facts->flags |= (uint8_t)(INDEX_IS_ITEM | sqlite3_column_int(row, 6));
  facts->seen = index_seen_of(sqlite3_column_int64(row, 7));
  facts->changed = index_seen_of(sqlite3_column_int64(row, 8));
  return SSE_OK;
}

/* FTS5's own record of lengths: a varint a column, seven bits a byte, the most significant first. */
static sse_status take_lengths(struct building *building, sqlite3_stmt *row, sse_error *err) {
  const unsigned char *bytes = sqlite3_column_blob(row, 1);
  size_t length = (size_t)sqlite3_column_bytes(row, 1);
  uint64_t lengths[INDEX_COLUMNS] = {0};
  const index_facts *facts = find_facts(building, row, err);
  if (!facts) return SSE_DATABASE;
  for (size_t i = 0, column = 0; i < length && column < INDEX_COLUMNS; i++) {
    lengths[column] = lengths[column] << 7 | (bytes[i] & 0x7F);
    if (bytes[i] < 0x80) column++;
  }
  index_brief *brief = &building->briefs[facts - building->facts];
  brief->title_length = ranking_length_code(lengths[INDEX_TITLE] + lengths[INDEX_TAGS]);
  brief->body_length = ranking_length_code(lengths[INDEX_BODY]);
  brief->day_low = (uint16_t)facts->day;
  brief->day_high = (uint16_t)(facts->day >> 16);
  building->measures.title_length += (double)(lengths[INDEX_TITLE] + lengths[INDEX_TAGS]);
  building->measures.body_length += (double)lengths[INDEX_BODY];
  return SSE_OK;
}

/* Binds the days of a chunk's items: its index_span. */
static void bind_span(const struct building *building, sqlite3_stmt *insert, size_t at, size_t count,
                      bool *bound) {
  int oldest = INDEX_NO_DAY, newest = 0;
  for (size_t i = at; i < at + count; i++) {
    int day = (int)index_brief_day(&building->briefs[i]);
    if (day > newest) newest = day;
    if (day > 0 && day < oldest) oldest = day;
  }
  *bound = *bound && sqlite3_bind_int(insert, 3, oldest) == SQLITE_OK &&
           sqlite3_bind_int(insert, 4, newest) == SQLITE_OK;
}

/* Writes what there is of each item, so many items in a row of the table. */
static sse_status write_chunks(const struct building *building, sqlite3_stmt *insert, const void *all,
                               size_t size, size_t per_chunk, sse_error *err) {
  sse_status status = SSE_OK;
  for (size_t at = 0; at < building->count && !status; at += per_chunk) {
    size_t left = building->count - at, count = left < per_chunk ? left : per_chunk;
    bool bound = sqlite3_bind_int64(insert, 1, (sqlite3_int64)(at / per_chunk)) == SQLITE_OK &&
                 sqlite3_bind_blob64(insert, 2, (const char *)all + at * size, count * size, SQLITE_STATIC) ==
                     SQLITE_OK;
    if (sqlite3_bind_parameter_count(insert) > 2) bind_span(building, insert, at, count, &bound);
    status = statement_execute(building->index, insert, bound, err);
  }
  return status;
}

static sse_status write_facts(struct building *building, sse_error *err) {
  static const char *const sql[] = {"INSERT INTO facts(chunk, data) VALUES(?1, ?2)",
                                    "INSERT INTO brief(chunk, data, oldest, newest) VALUES(?1, ?2, ?3, ?4)",
                                    "REPLACE INTO measure(name, value) VALUES(?1, ?2)"};
  sqlite3_stmt *statements[3];
  const index_measures *measures = &building->measures;
  const struct {
    const char *name;
    double value;
  } values[] = {{"items", measures->items},
                {"numbers", (double)building->count},
                {"title length", measures->title_length},
                {"body length", measures->body_length}};
  sse_status status = statements_prepare(building->index, sql, 3, statements, err);
  if (!status)
    status =
        write_chunks(building, statements[0], building->facts, sizeof *building->facts, INDEX_FACTS, err);
  if (!status)
    status =
        write_chunks(building, statements[1], building->briefs, sizeof *building->briefs, INDEX_BRIEFS, err);
  for (size_t i = 0; i < sizeof values / sizeof *values && !status; i++) {
    bool bound = statement_bind_str(statements[2], 1, sse_str_of(values[i].name)) &&
                 sqlite3_bind_double(statements[2], 2, values[i].value) == SQLITE_OK;
    status = statement_execute(building->index, statements[2], bound, err);
  }
  statements_finalize(statements, 3);
  return status;
}

static sse_status make_facts(struct building *building, sse_error *err) {
  index_measures *measures = &building->measures;
  sse_status status = each_row(building, "SELECT coalesce(max(number), 0) FROM item", make_room, err);
  if (!status) status = each_row(building, "SELECT number FROM item ORDER BY id", place_item, err);
  if (!status) {
    status = each_row(building, /* the numbers are INDEX_HAS_URL, _TAGS, _BODY and _AUTHOR */
                      "SELECT i.number, date, s.number, l.number, g.number, h.number,"
                      " iif(url IS NULL, 0, 8) | iif(tags IS NULL, 0, 16) | iif(body = '', 0, 32) |"
                      " iif(author IS NULL, 0, 64), first_seen, i.changed FROM item AS i"
                      " JOIN source AS o ON o.number = i.source_id"
                      " LEFT JOIN label AS g ON g.kind = 3 AND g.name = o.grp"
                      " LEFT JOIN label AS s ON s.kind = 1 AND s.name = i.source"
                      " LEFT JOIN label AS l ON l.kind = 2 AND l.name = i.lang"
                      " LEFT JOIN label AS h ON h.kind = 4 AND h.name = sse_site(i.url)",
                      take_item, err);
  }
  if (!status) status = each_row(building, "SELECT id, sz FROM terms_docsize", take_lengths, err);
  double items = measures->items > 0 ? measures->items : 1;
  index_measures_prepare(measures, measures->title_length / items, measures->body_length / items);
  if (!status) status = stories_build(building->index, building->facts, building->count, err);
  return status ? status : write_facts(building, err);
}

/* ---- Lists -------------------------------------------------------------------------------------- */

static unsigned bits_of(uint32_t value) {
  unsigned bits = 0;
  while (value >> bits != 0 && bits < 32)
    bits++;
  return bits;
}

/* Appends the postings to the part at hand: gaps less one, in `bits` bits each, then the impacts. Returns
 * the highest of those. */
static uint8_t pack_block(struct building *building, const index_posting *postings, size_t count,
                          uint32_t before, unsigned bits) {
  unsigned char packed[INDEX_BLOCK * 4 + 8] = {0};
  uint8_t impacts[INDEX_BLOCK], best = 0;
  size_t at = 0;
  for (size_t i = 0; i < count; i++) {
    uint64_t gap = postings[i].item - before - 1;
    for (unsigned byte = 0; byte < 5; byte++) /* 32 bits and 7 before them */
      packed[at / 8 + byte] |= (unsigned char)(gap << at % 8 >> 8 * byte);
    at += bits;
    before = postings[i].item;
    impacts[i] = index_impact(&building->measures, &building->briefs[before], postings[i].counts);
    if (impacts[i] > best) best = impacts[i];
  }
  sse_buffer_append(&building->part, packed, (at + 7) / 8);
  sse_buffer_append(&building->part, impacts, count);
  return best;
}

static sse_status write_part(struct building *building, sqlite3_int64 list, size_t part, sse_error *err) {
  sqlite3_stmt *statement = building->add_part;
  bool bound = sqlite3_bind_int64(statement, 1, list) == SQLITE_OK &&
               sqlite3_bind_int64(statement, 2, (sqlite3_int64)part) == SQLITE_OK &&
               sqlite3_bind_blob64(statement, 3, building->part.data, building->part.length, SQLITE_STATIC) ==
                   SQLITE_OK;
  sse_status status = statement_execute(building->index, statement, bound, err);
  sse_buffer_clear(&building->part);
  return status;
}

static sse_status write_list(struct building *building, sqlite3_int64 list, sse_str term, sse_error *err) {
  const index_postings *all = &building->postings;
  sse_status status = SSE_OK;
  uint32_t before = 0;
  sse_buffer_clear(&building->directory);
  for (size_t at = 0, block = 0; at < all->count && !status; at += INDEX_BLOCK, block++) {
    const index_posting *postings = all->postings + at;
    size_t left = all->count - at, count = left < INDEX_BLOCK ? left : INDEX_BLOCK;
    uint32_t widest = 0;
    for (size_t i = 0; i < count; i++) {
      uint32_t gap = postings[i].item - (i > 0 ? postings[i - 1].item : before) - 1;
      if (gap > widest) widest = gap;
    }
    unsigned bits = bits_of(widest);
    index_block entry = {postings[count - 1].item, (uint16_t)building->part.length, 0, (uint8_t)bits};
    entry.best = pack_block(building, postings, count, before, bits);
    sse_buffer_append(&building->directory, &entry, sizeof entry);
    before = entry.last;
    if (building->part.failed) return sse_fail_memory(err);
    if (block % INDEX_PART == INDEX_PART - 1 || at + INDEX_BLOCK >= all->count)
      status = write_part(building, list, block / INDEX_PART, err);
  }
  if (!status && building->directory.failed) return sse_fail_memory(err);
  sqlite3_stmt *statement = building->add_list;
  bool bound = sqlite3_bind_int64(statement, 1, list) == SQLITE_OK &&
               statement_bind_str(statement, 2, term) &&
               sqlite3_bind_int64(statement, 3, (sqlite3_int64)all->count) == SQLITE_OK &&
               sqlite3_bind_blob64(statement, 4, building->directory.data, building->directory.length,
                                   SQLITE_STATIC) == SQLITE_OK;
  return status ? status : statement_execute(building->index, statement, bound, err);
}

static sse_status take_term(struct building *building, sqlite3_stmt *row, sse_error *err) {
  sse_str term = index_column(row, 0);
  index_quote(term, &building->expression);
  if (building->expression.failed) return sse_fail_memory(err);
  sse_status status = postings_read(building->index, building->walk, sse_buffer_str(&building->expression),
                                    &building->postings, err);
  if (status || building->postings.count < LIST_LEAST) return status;
  return write_list(building, sqlite3_column_int64(row, 1), term, err);
}

static sse_status make_lists(struct building *building, sse_error *err) {
  const char *const sql[] = {postings_sql,
                             "INSERT INTO list(number, term, items, directory) VALUES(?1, ?2, ?3, ?4)",
                             "INSERT INTO part(id, data) VALUES(?1 << 24 | ?2, ?3)"};
  sqlite3_stmt *statements[3];
  char select[256];
  size_t share = building->measures.items / LIST_SHARE, least = share > LIST_LEAST ? share : LIST_LEAST;
  (void)snprintf(select, sizeof select,
                 "SELECT term, row_number() OVER () FROM"
                 " (SELECT term FROM word GROUP BY term HAVING sum(frequency) >= %zu)",
                 least); /* fits */
  sse_status status = statements_prepare(building->index, sql, 3, statements, err);
  building->walk = statements[0];
  building->add_list = statements[1];
  building->add_part = statements[2];
  if (!status) status = each_row(building, select, take_term, err);
  statements_finalize(statements, 3);
  return status;
}

/* The host of an address, for SQL; NULL for none. */
static void site_of(sqlite3_context *result, int count, sqlite3_value **values) {
  const char *url = count == 1 ? (const char *)sqlite3_value_text(values[0]) : NULL;
  sse_str site = url ? sse_url_site(sse_str_of(url)) : (sse_str){0};
  if (site.length > 0 && site.length <= INT32_MAX)
    sqlite3_result_text(result, site.data, (int)site.length, SQLITE_TRANSIENT);
}

sse_status ranking_build(const index_db *index, sse_error *err) {
  static const char clear[] =
      "BEGIN; DELETE FROM facts; DELETE FROM brief; DELETE FROM list; DELETE FROM part; DELETE FROM label;"
      "WITH pair AS MATERIALIZED (SELECT DISTINCT source, lang FROM item),"
      " name(kind, name) AS (SELECT 1, source FROM pair UNION SELECT 2, lang FROM pair"
      " UNION SELECT 3, grp FROM source UNION SELECT 4, sse_site(url) FROM item)"
      " INSERT INTO label(kind, number, name)"
      " SELECT kind, row_number() OVER (PARTITION BY kind ORDER BY name), name FROM name WHERE name NOT NULL";
  struct building building = {.index = index};
  int flags = SQLITE_UTF8 | SQLITE_DETERMINISTIC | SQLITE_DIRECTONLY;
  sse_status status = SSE_OK;
  if (sqlite3_create_function(index_connection(index), "sse_site", 1, flags, NULL, site_of, NULL, NULL) !=
      SQLITE_OK)
    status = index_fail(index, err);
  if (!status) status = index_exec(index, clear, err);
  if (!status) status = make_facts(&building, err);
  if (!status) status = make_lists(&building, err);
  if (!status) status = spelling_build(index, building.measures.items, err);
  if (!status) status = sketch_build(index, err);
  if (!status) status = compounds_build(index, err);
  if (!status) status = index_exec(index, "COMMIT", err);
  free(building.facts);
  free(building.briefs);
  index_postings_reset(&building.postings);
  sse_buffer_reset(&building.expression);
  sse_buffer_reset(&building.directory);
  sse_buffer_reset(&building.part);
  return status;
}
