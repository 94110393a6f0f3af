/* A table of the files in a document's zip file that have its text, and their order.
 * Sources: ECMA-376 (the names that all programs give these files), OpenDocument 1.3, part 2, EPUB 3.3.
 * The properties of all of these are Dublin Core and a few similar ones. */
#include "source/format/package.h"
#include "source/format/book.h"
#include "source/format/document.h"
#include "source/format/markup.h"
#include "source/format/properties.h"
#include "source/format/tags.h"

#include <stdlib.h>
#include <string.h>

/* The kind of a file in the archive. */
typedef enum member_kind {
  MEMBER_OFFICE,
  MEMBER_OPENDOCUMENT,
  MEMBER_PROPERTIES,
  MEMBER_MANIFEST, /* of OpenDocument: declares what is encrypted */
  MEMBER_BOOK      /* a file of an EPUB */
} member_kind;

static const struct {
  const char *begins, *ends; /* of its name */
  member_kind kind;
  unsigned rank; /* the order of its text, the lowest first */
} known[] = {
    {"word/document", ".xml", MEMBER_OFFICE, 1}, /* also document2.xml, as in Office 365 */
    {"word/footnotes.xml", "", MEMBER_OFFICE, 2},
    {"word/endnotes.xml", "", MEMBER_OFFICE, 3},
    {"ppt/slides/slide", ".xml", MEMBER_OFFICE, 1},
    {"ppt/diagrams/data", ".xml", MEMBER_OFFICE, 2},
    {"ppt/notesSlides/notesSlide", ".xml", MEMBER_OFFICE, 3},
    {"docProps/core.xml", "", MEMBER_PROPERTIES, 0},
    {"content.xml", "", MEMBER_OPENDOCUMENT, 1},
    {"meta.xml", "", MEMBER_PROPERTIES, 0},
    {"META-INF/manifest.xml", "", MEMBER_MANIFEST, 0},
    {"META-INF/encryption.xml", "", MEMBER_BOOK, 0},
    {"META-INF/container.xml", "", MEMBER_BOOK, 0},
    {"", ".opf", MEMBER_BOOK, 0},
    {"", ".xhtml", MEMBER_BOOK, 0},
    {"", ".html", MEMBER_BOOK, 0},
    {"", ".htm", MEMBER_BOOK, 0},
    {"", ".xml", MEMBER_BOOK, 0}, /* of older books */
};
enum { KNOWN = sizeof known / sizeof *known, MEMBERS_MOST = 10000 };

struct member {
  unsigned rank, number; /* the number in its name, as of a slide */
  sse_buffer text, title;
};

struct package {
  const struct reader *reader;
  struct member *members;
  size_t count, capacity, length; /* the length of all texts together */
  struct properties properties;
  struct markup markup; /* of the current file */
  sse_buffer notes;     /* of OpenDocument */
  struct book *book;    /* NULL for none */
};

static size_t row_of(sse_str name) {
  size_t row = 0;
  while (row < KNOWN && !(sse_str_begins(name, known[row].begins) && sse_str_ends(name, known[row].ends)))
    row++;
  return row;
}

bool package_wants(sse_str name) {
  return row_of(name) < KNOWN;
}

sse_status package_new(const struct reader *reader, struct package **made, sse_error *err) {
  *made = calloc(1, sizeof **made);
  if (!*made) return sse_fail_memory(err);
  (*made)->reader = reader;
  return SSE_OK;
}

void package_free(struct package *package) {
  if (!package) return;
  for (size_t i = 0; i < package->count; i++) {
    sse_buffer_reset(&package->members[i].text);
    sse_buffer_reset(&package->members[i].title);
  }
  free(package->members);
  properties_reset(&package->properties);
  markup_reset(&package->markup);
  sse_buffer_reset(&package->notes);
  book_free(package->book);
  free(package);
}

/* The number before a name's extension: 12 of "slide12.xml"; 0 for none. */
static unsigned number_of(sse_str name) {
  const char *dot = memrchr(name.data, '.', name.length);
  size_t end = dot ? (size_t)(dot - name.data) : name.length, start = end;
  unsigned number = 0;
  while (start > 0 && sse_is_digit(name.data[start - 1]) && end - start < 9)
    start--;
  for (; start < end; start++)
    number = number * 10 + (unsigned)(name.data[start] - '0');
  return number;
}

/* Stores the text of the current file. */
static sse_status keep(struct package *package, sse_str name, unsigned rank, sse_error *err) {
  void *members = package->members;
  package->length += package->markup.text.length;
  if (package->length > READER_BODY_LONGEST || package->count == MEMBERS_MOST)
    return sse_fail(err, SSE_TOO_LARGE, "its text is longer than %d bytes", READER_BODY_LONGEST);
  if (!sse_array_reserve_zero(&members, &package->capacity, package->count + 1, sizeof *package->members))
    return sse_fail_memory(err);
  package->members = members;
  struct member *member = &package->members[package->count++];
  *member = (struct member){.rank = rank, .number = number_of(name)};
  sse_buffer_append_str(&member->text, sse_buffer_str(&package->markup.text));
  sse_buffer_append_str(&member->title, sse_buffer_str(&package->markup.title));
  sse_buffer_append_str(&package->notes, sse_buffer_str(&package->markup.notes));
  return member->text.failed || member->title.failed || package->notes.failed ? sse_fail_memory(err) : SSE_OK;
}

static sse_status take_book(struct package *package, sse_str name, const sse_stream *stream, sse_error *err) {
  sse_status status = package->book ? SSE_OK : book_new(&package->book, err);
  return status ? status : book_take(package->book, name, stream, &package->properties, err);
}

sse_status package_take(struct package *package, sse_str name, const sse_stream *stream, sse_error *err) {
  size_t row = row_of(name);
  if (row == KNOWN) return SSE_OK;
  member_kind kind = known[row].kind;
  if (kind == MEMBER_MANIFEST)
    return markup_each(stream->read, stream->context, markup_check_manifest, NULL, err);
  if (kind == MEMBER_BOOK) return take_book(package, name, stream, err);
  if (kind == MEMBER_PROPERTIES)
    return properties_read(stream->read, stream->context, &package->properties, err);
  markup_clear(&package->markup);
  sse_status status = markup_read(kind == MEMBER_OFFICE ? MARKUP_OFFICE : MARKUP_OPENDOCUMENT, stream->read,
                                  stream->context, &package->markup, err);
  return status ? status : keep(package, name, known[row].rank, err);
}

static int compare_members(const void *a, const void *b) {
  const struct member *left = a, *right = b;
  if (left->rank != right->rank) return left->rank < right->rank ? -1 : 1;
  return left->number < right->number ? -1 : left->number > right->number;
}

static void append_members(struct package *package, struct fields *fields) {
  sse_buffer *title = &fields->raw[FIELD_TITLE];
  if (package->count > 1) qsort(package->members, package->count, sizeof *package->members, compare_members);
  for (size_t i = 0; i < package->count; i++) {
    const struct member *member = &package->members[i];
    if (title->length == 0 && i == 0 && member->title.length <= DOCUMENT_TITLE_LONGEST)
      sse_buffer_append_str(title, sse_buffer_str(&member->title));
    sse_buffer_append_str(&fields->raw[FIELD_BODY], sse_buffer_str(&member->text));
  }
  sse_buffer_append_str(&fields->raw[FIELD_BODY], sse_buffer_str(&package->notes));
}

sse_status package_end(struct package *package, struct fields *fields, sse_error *err) {
  const struct reader *reader = package->reader;
  const struct properties *properties = &package->properties;
  bool is_document = package->count > 0;
  sse_status status = SSE_OK;
  if (is_document) append_members(package, fields);
  if (!is_document && package->book) status = book_end(package->book, reader, fields, err);
  if (status) return status;
  if (fields->raw[FIELD_BODY].length == 0)
    return sse_fail(err, SSE_INVALID, "%s: no text in it", reader->path);
  properties_take(properties, reader->path, fields);
  document_complete(reader, fields, sse_buffer_str(&properties->date));
  return fields_have_failed(fields) || properties_have_failed(properties) ? sse_fail_memory(err) : SSE_OK;
}
