/* The files of a workbook, and its sheets in their order (ECMA-376, part 1, 18.2; OpenDocument 1.3, part 2).
 * The files refer to each other and come in any order, so they are kept until all are there.
 * They have the same names from all programs; only their folder differs. */
#include "source/format/workbook.h"
#include "source/format/sheet.h"
#include "source/format/tags.h"

#include <stdlib.h>
#include <string.h>

static const char sheets_folder[] = "worksheets/", relations_folder[] = "_rels/",
                  relations_ending[] = ".rels";
enum { WORKBOOK_LONGEST = 256 * 1024 * 1024 }; /* bytes of all files together */

struct member {
  sse_buffer name, xml;
};

struct workbook {
  const struct reader *reader;
  struct member *members;
  size_t member_count, member_capacity, length;
  struct sheet_cells cells;
  struct sheet_relations relations; /* of the workbook */
  struct sheet_list sheets;
  size_t next;
  sse_str left; /* of the table that is being read */
};

sse_status workbook_new(const struct reader *reader, struct workbook **made, sse_error *err) {
  *made = calloc(1, sizeof **made);
  if (!*made) return sse_fail_memory(err);
  (*made)->reader = reader;
  return SSE_OK;
}

void workbook_free(struct workbook *workbook) {
  if (!workbook) return;
  for (size_t i = 0; i < workbook->member_count; i++) {
    sse_buffer_reset(&workbook->members[i].name);
    sse_buffer_reset(&workbook->members[i].xml);
  }
  free(workbook->members);
  sheet_list_reset(&workbook->sheets);
  sheet_cells_reset(&workbook->cells);
  sheet_relations_reset(&workbook->relations);
  free(workbook);
}

/* ---- Files --------------------------------------------------------------------------------------- */

static sse_str base_name(sse_str name) {
  const char *slash = memrchr(name.data, '/', name.length);
  return slash ? sse_str_part(name, (size_t)(slash - name.data) + 1, name.length) : name;
}

bool workbook_wants(sse_str name) {
  static const char *const known[] = {"workbook.xml",
                                      "workbook.xml.rels",
                                      "sharedStrings.xml",
                                      "styles.xml",
                                      "content.xml",
                                      "manifest.xml",
                                      NULL};
  const bool is_in_folder = sse_str_find(name, sheets_folder);
  return is_in_folder || sse_str_begins(base_name(name), "sheet") || sse_str_is_any(base_name(name), known);
}

sse_status workbook_take(struct workbook *workbook, sse_str name, const sse_stream *stream, sse_error *err) {
  enum { BLOCK = 64 * 1024 };
  void *members = workbook->members;
  if (!sse_array_reserve_zero(&members, &workbook->member_capacity, workbook->member_count + 1,
                              sizeof *workbook->members))
    return sse_fail_memory(err);
  workbook->members = members;
  struct member *member = &workbook->members[workbook->member_count++];
  sse_buffer_append_str(&member->name, name);
  char *block = malloc(BLOCK);
  sse_status status = block ? SSE_OK : sse_fail_memory(err);
  for (size_t got = 1; !status && got > 0;) {
    status = stream->read(stream->context, block, BLOCK, &got, err);
    if (!status) sse_buffer_append(&member->xml, block, got);
    if (!status && got > WORKBOOK_LONGEST - workbook->length)
      status = sse_fail(err, SSE_TOO_LARGE, "it unpacks to more than %d bytes; save its sheets as .csv",
                        WORKBOOK_LONGEST);
    if (!status) workbook->length += got;
  }
  free(block);
  return !status && (member->name.failed || member->xml.failed) ? sse_fail_memory(err) : status;
}

/* The contents of the file whose path ends with `path`, at the beginning of a name; none if there is none. */
static sse_str file_at(const struct workbook *workbook, sse_str path) {
  for (size_t i = 0; i < workbook->member_count && path.length > 0; i++) {
    const sse_str name = sse_buffer_str(&workbook->members[i].name);
    if (name.length < path.length) continue;
    const size_t before = name.length - path.length;
    const bool is_whole = before == 0 || name.data[before - 1] == '/';
    if (is_whole && sse_str_equal(sse_str_part(name, before, name.length), path))
      return sse_buffer_str(&workbook->members[i].xml);
  }
  return (sse_str){0};
}

/* ---- Office Open XML ----------------------------------------------------------------------------- */

/* The path of a relation's target without what leads to its folder: "/xl/" or "../". */
static sse_str path_of(sse_str target) {
  static const char *const leading[] = {"/", "../", "./"};
  for (size_t i = 0; i < sizeof leading / sizeof *leading;) {
    const bool leads = sse_str_begins(target, leading[i]);
    if (leads) target = sse_str_part(target, strlen(leading[i]), target.length);
    i = leads ? 0 : i + 1;
  }
  return target;
}

/* Reads the relations of a sheet: those of worksheets/sheet1.xml are in worksheets/_rels/sheet1.xml.rels. */
static sse_status read_relations(const struct workbook *workbook, sse_str path,
                                 struct sheet_relations *relations, sse_error *err) {
  sse_buffer place = {0};
  const sse_str name = base_name(path);
  sse_buffer_append_str(&place, sse_str_part(path, 0, path.length - name.length));
  sse_buffer_append_text(&place, relations_folder);
  sse_buffer_append_str(&place, name);
  sse_buffer_append_text(&place, relations_ending);
  sse_status status = place.failed ? sse_fail_memory(err) : SSE_OK;
  if (!status) status = sheet_relations_read(relations, file_at(workbook, sse_buffer_str(&place)), err);
  sse_buffer_reset(&place);
  return status;
}

static sse_status add_sheet(struct workbook *workbook, const repair_token *token, sse_error *err) {
  static const char *const hidden[] = {"hidden", "veryHidden", NULL};
  const sse_str path = path_of(sheet_relations_target(&workbook->relations, sheet_attribute(token, "id")));
  const sse_str xml = file_at(workbook, path);
  struct sheet_relations relations = {0};
  if (xml.length == 0) return SSE_OK; /* a chart */
  struct sheet *sheet = sheet_list_add(&workbook->sheets);
  if (!sheet) return sse_fail_memory(err);
  sheet_append_text(sheet_attribute(token, "name"), &sheet->name);
  sheet->is_hidden = sse_str_is_any(sheet_attribute(token, "state"), hidden);
  sse_status status = read_relations(workbook, path, &relations, err);
  if (!status) status = sheet_read_office(sheet, xml, &relations, &workbook->cells, err);
  sheet_relations_reset(&relations);
  return status;
}

static sse_status take_workbook(void *context, const repair_token *token, sse_error *err) {
  static const char *const yes[] = {"1", "true", "on", NULL};
  struct workbook *workbook = context;
  const sse_str name = tags_local_name(token->name);
  if (token->kind != REPAIR_START) return SSE_OK;
  if (sse_str_is(name, "workbookPr"))
    workbook->cells.is_from_1904 = sse_str_is_any(sheet_attribute(token, "date1904"), yes);
  return sse_str_is(name, "sheet") ? add_sheet(workbook, token, err) : SSE_OK;
}

static sse_status read_office(struct workbook *workbook, sse_str xml, sse_error *err) {
  struct sheet_cells *cells = &workbook->cells;
  sse_status status =
      sheet_relations_read(&workbook->relations, file_at(workbook, sse_str_of("workbook.xml.rels")), err);
  if (!status)
    status = sheet_cells_read_strings(cells, file_at(workbook, sse_str_of("sharedStrings.xml")), err);
  if (!status) status = sheet_cells_read_styles(cells, file_at(workbook, sse_str_of("styles.xml")), err);
  return status ? status : sheet_each_token(xml, take_workbook, workbook, err);
}

/* ---- Sheets -------------------------------------------------------------------------------------- */

/* What a sheet that is not taken is called in reports; NULL for one that is taken, or that is empty. */
static const char *why_not(const struct sheet *sheet, bool some_name) {
  if (sheet->table.length == 0) return NULL;
  if (sheet->is_hidden) return "hidden sheet";
  return some_name && !sheet->has_names ? "sheet without names of columns" : NULL;
}

/* The name of a sheet as messages have it. */
static void append_place(const struct workbook *workbook, const struct sheet *sheet, sse_buffer *out) {
  sse_buffer_printf(out, "%s/", workbook->reader->path);
  sse_buffer_append_str(out, sse_buffer_str(&sheet->name));
}

static void pass_over(const struct workbook *workbook, const struct sheet *sheet, const char *why) {
  sse_buffer place = {0};
  append_place(workbook, sheet, &place);
  account_pass_over(workbook->reader->account, place.failed ? workbook->reader->path : place.data,
                    sse_str_of(why), NULL);
  sse_buffer_reset(&place);
}

/* Removes the sheets that are empty or not taken, and counts the latter. */
static void choose_sheets(struct workbook *workbook) {
  struct account *account = workbook->reader->account;
  size_t kept = 0;
  bool some_name = false;
  for (size_t i = 0; i < workbook->sheets.count; i++) {
    struct sheet *sheet = &workbook->sheets.all[i];
    sheet_find_names(sheet, workbook->reader);
    some_name = some_name || (!sheet->is_hidden && sheet->has_names);
  }
  for (size_t i = 0; i < workbook->sheets.count; i++) {
    struct sheet sheet = workbook->sheets.all[i];
    const char *why = why_not(&sheet, some_name);
    workbook->sheets.all[i] = (struct sheet){0};
    if (why) pass_over(workbook, &sheet, why);
    if (why || sheet.table.length == 0) {
      sheet_reset(&sheet);
      continue;
    }
    if (sheet.cut > 0)
      account_lose_several(account, SOURCE_NOT_TAKEN, sse_str_of("cell far to the right"), NULL, sheet.cut);
    sheet_take_links(&sheet);
    workbook->sheets.all[kept++] = sheet;
  }
  workbook->sheets.count = kept;
}

sse_status workbook_end(struct workbook *workbook, sse_error *err) {
  const sse_str office = file_at(workbook, sse_str_of("workbook.xml"));
  const sse_str tables = file_at(workbook, sse_str_of("content.xml"));
  sse_status status =
      sheet_each_token(file_at(workbook, sse_str_of("manifest.xml")), markup_check_manifest, NULL, err);
  if (!status && office.length > 0) {
    status = read_office(workbook, office, err);
  } else if (!status) {
    status = sheet_read_opendocument(&workbook->sheets, tables, err);
  }
  if (status) return status;
  choose_sheets(workbook);
  for (size_t i = 0; i < workbook->sheets.count && !status; i++)
    status = sheet_status(&workbook->sheets.all[i], err); /* after their links were added */
  if (status) return status;
  return workbook->sheets.count > 0 ? SSE_OK : sse_fail(err, SSE_INVALID, "no text in it");
}

/* ---- Parts --------------------------------------------------------------------------------------- */

static void close_table(void *context) {
  (void)context; /* the sheet is freed with the workbook */
}

part_outcome workbook_next(struct workbook *workbook, struct part *part, sse_error *err) {
  (void)err; /* the name is checked by whoever reads the part */
  if (workbook->next == workbook->sheets.count) return PART_END;
  const struct sheet *sheet = &workbook->sheets.all[workbook->next++];
  workbook->left = sse_buffer_str(&sheet->table);
  append_place(workbook, sheet, &part->name);
  part->format = "csv";
  part->has_stream = true;
  part->stream = (sse_stream){.context = &workbook->left, .read = sse_memory_read, .close = close_table};
  return PART;
}
