/* The package document has a manifest (file names by id) and a spine (ids in reading order). Its names are
 * relative to it and written as addresses; they are compared as addresses on one site. Pages are read as a
 * whole; what is not text for a reader is recognised by its semantics (EPUB SSV 1.1, DPUB-ARIA). */
#include "source/format/book.h"
#include "base/url.h"
#include "source/format/markup.h"
#include "source/format/records_markup.h"
#include "source/format/tags.h"
#include "source/page/html.h"
#include "text/text.h"

#include <stdlib.h>
#include <string.h>

enum { PAGES_MOST = 20000 };
static const char site[] = "http://book.example/"; /* belongs to nobody (RFC 6761, 6.5) */

struct page {
  sse_buffer address, text;
};

struct book {
  struct page *pages;
  size_t count, capacity, length; /* the length of all texts together */
  sse_buffer base;                /* the address of the package document; empty until it is read */
  sse_buffer files;               /* "\nid\taddress\n" each */
  sse_buffer spine;               /* addresses, one per line */
};

sse_status book_new(struct book **made, sse_error *err) {
  *made = calloc(1, sizeof **made);
  return *made ? SSE_OK : sse_fail_memory(err);
}

void book_free(struct book *book) {
  if (!book) return;
  for (size_t i = 0; i < book->count; i++) {
    sse_buffer_reset(&book->pages[i].address);
    sse_buffer_reset(&book->pages[i].text);
  }
  free(book->pages);
  sse_buffer_reset(&book->base);
  sse_buffer_reset(&book->files);
  sse_buffer_reset(&book->spine);
  free(book);
}

/* ---- The package document ------------------------------------------------------------------------ */

/* Appends the address of a file of the archive. */
static void append_address(sse_str name, sse_buffer *out) {
  sse_buffer text = {0}, address = {0};
  sse_buffer_append_str(&text, name);
  sse_buffer_append_text(&address, site);
  if (text.data) sse_url_append_encoded(&address, text.data, "/");
  sse_url_append_canonical(out, sse_buffer_str(&address));
  if (text.failed || address.failed) out->failed = true;
  sse_buffer_reset(&text);
  sse_buffer_reset(&address);
}

/* Appends the address that a link in the package document leads to. */
static void append_linked(const struct book *book, sse_str link, sse_buffer *out) {
  sse_buffer address = {0}, text = {0};
  records_markup_append(link, &text);
  sse_url_resolve(sse_buffer_str(&text), sse_buffer_str(&book->base), &address);
  sse_url_append_canonical(out, sse_buffer_str(&address));
  if (text.failed || address.failed) out->failed = true;
  sse_buffer_reset(&address);
  sse_buffer_reset(&text);
}

static void take_file(struct book *book, const repair_token *token) {
  sse_str id = records_markup_attribute(token, "id"), href = records_markup_attribute(token, "href");
  if (id.length == 0 || href.length == 0) return;
  sse_buffer_printf(&book->files, "\n%.*s\t", (int)id.length, id.data);
  append_linked(book, href, &book->files);
  sse_buffer_append_text(&book->files, "\n");
}

static void take_place(struct book *book, const repair_token *token) {
  sse_str id = records_markup_attribute(token, "idref"), files = sse_buffer_str(&book->files);
  sse_buffer key = {0};
  sse_buffer_printf(&key, "\n%.*s\t", (int)id.length, id.data);
  const char *found = id.length > 0 && files.length > 0 && !key.failed
                          ? memmem(files.data, files.length, key.data, key.length)
                          : NULL;
  if (found) {
    sse_str rest = sse_str_part(files, (size_t)(found - files.data) + key.length, files.length);
    size_t end = strcspn(rest.data, "\n");
    sse_buffer_append_str(&book->spine, sse_str_part(rest, 0, end < rest.length ? end : rest.length));
    sse_buffer_append_text(&book->spine, "\n");
  }
  if (key.failed) book->spine.failed = true;
  sse_buffer_reset(&key);
}

struct opening {
  struct book *book;
  struct properties *properties;
};

static sse_status take_package(void *context, const repair_token *token, sse_error *err) {
  const struct opening *opening = context;
  sse_str name = tags_local_name(token->name);
  properties_take_token(opening->properties, token);
  if (token->kind != REPAIR_START) return SSE_OK;
  if (sse_str_is(name, "item")) take_file(opening->book, token);
  if (sse_str_is(name, "itemref")) take_place(opening->book, token);
  return opening->book->files.failed || opening->book->spine.failed ? sse_fail_memory(err) : SSE_OK;
}

/* Fonts may be obfuscated; if pages are encrypted, nothing can be read (OCF 3.3, 4.2.6.3.2). */
static sse_status check_encryption(void *context, const repair_token *token, sse_error *err) {
  (void)context;
  sse_str uri = {0};
  if (token->kind == REPAIR_START && sse_str_is(tags_local_name(token->name), "CipherReference"))
    uri = records_markup_attribute(token, "URI");
  bool is_page = sse_str_ends(uri, "html") || sse_str_ends(uri, ".htm") || sse_str_ends(uri, ".xml");
  return is_page ? sse_fail(err, SSE_INVALID, "it is encrypted") : SSE_OK;
}

/* ---- Pages --------------------------------------------------------------------------------------- */

/* Returns true if a value contains one of the words. */
static bool has_word(const char *value, const char *const *words) {
  sse_str word;
  for (size_t position = 0; value && sse_str_next(sse_str_of(value), ' ', &position, &word);)
    if (sse_str_is_any(word, words)) return true;
  return false;
}

/* Returns true for what is not text: a title page, a table of contents, a note's number and backlink, the
 * page breaks of the printed book. */
static bool is_furniture(const void *context, const xmlNode *node) {
  static const char *const types[] = {"titlepage", "toc",      "landmarks", "page-list",
                                      "pagebreak", "backlink", "noteref",   NULL};
  static const char *const roles[] = {"doc-toc",       "doc-noteref",  "doc-backlink",
                                      "doc-pagebreak", "doc-pagelist", NULL};
  static const char *const classes[] = {"footnote-ref", "footnote-back", NULL};
  (void)context;
  return has_word(html_attribute(node, "epub:type"), types) ||
         has_word(html_attribute(node, "role"), roles) || has_word(html_attribute(node, "class"), classes) ||
         html_is_hidden(node);
}

static void append_page(const xmlNode *root, sse_buffer *out) {
  const html_filter filter = {NULL, is_furniture};
  for (const xmlNode *node = root; node; node = html_next(node, root, true))
    if (html_is(node, "body") && !is_furniture(NULL, node)) html_node_text_but(node, &filter, out);
}

/* Reads a whole stream as valid text. */
static sse_status read_page(const sse_stream *stream, sse_buffer *text, sse_error *err) {
  char block[16 * 1024];
  sse_buffer bytes = {0};
  size_t got = 1, repaired = 0;
  sse_status status = SSE_OK;
  while (!status && got > 0) {
    status = stream->read(stream->context, block, sizeof block, &got, err);
    if (!status) sse_buffer_append(&bytes, block, got);
    if (!status && bytes.length > HTML_LONGEST)
      status = sse_fail(err, SSE_TOO_LARGE, "a page of it is longer than %d bytes", HTML_LONGEST);
  }
  if (!status)
    status = bytes.failed ? sse_fail_memory(err) : text_clean(sse_buffer_str(&bytes), text, &repaired, err);
  sse_buffer_reset(&bytes);
  return status;
}

static sse_status take_page(struct book *book, sse_str name, const sse_stream *stream, sse_error *err) {
  sse_buffer text = {0};
  bool is_cut = false;
  void *pages = book->pages;
  sse_status status = read_page(stream, &text, err);
  htmlDocPtr page = status ? NULL : html_parse(&text, &is_cut);
  sse_buffer_reset(&text);
  if (!status && !page) status = sse_fail_memory(err);
  if (!status && (is_cut || book->count == PAGES_MOST || book->length > READER_BODY_LONGEST))
    status = sse_fail(err, SSE_TOO_LARGE, "its text is too long");
  if (!status && !sse_array_reserve_zero(&pages, &book->capacity, book->count + 1, sizeof *book->pages))
    status = sse_fail_memory(err);
  if (!status) {
    book->pages = pages;
    struct page *kept = &book->pages[book->count++];
    append_address(name, &kept->address);
    append_page(xmlDocGetRootElement(page), &kept->text);
    book->length += kept->text.length;
    if (kept->address.failed || kept->text.failed) status = sse_fail_memory(err);
  }
  xmlFreeDoc(page);
  return status;
}

sse_status book_take(struct book *book, sse_str name, const sse_stream *stream, struct properties *properties,
                     sse_error *err) {
  struct opening opening = {book, properties};
  if (sse_str_is(name, "META-INF/encryption.xml"))
    return markup_each(stream->read, stream->context, check_encryption, NULL, err);
  if (sse_str_begins(name, "META-INF/")) return SSE_OK;
  if (!sse_str_ends(name, ".opf")) return take_page(book, name, stream, err);
  if (book->base.length > 0) return SSE_OK; /* another rendition of the same book */
  append_address(name, &book->base);
  properties->is_book = true;
  return markup_each(stream->read, stream->context, take_package, &opening, err);
}

/* ---- The text ------------------------------------------------------------------------------------ */

static const struct page *find(const struct book *book, sse_str address) {
  for (size_t i = 0; i < book->count; i++)
    if (sse_str_equal(sse_buffer_str(&book->pages[i].address), address)) return &book->pages[i];
  return NULL;
}

sse_status book_end(const struct book *book, const struct reader *reader, struct fields *fields,
                    sse_error *err) {
  sse_str address;
  if (book->base.length == 0) return sse_fail(err, SSE_INVALID, "%s: has no document in it", reader->path);
  for (size_t position = 0; sse_str_next(sse_buffer_str(&book->spine), '\n', &position, &address);) {
    const struct page *page = find(book, address);
    if (page) sse_buffer_append_str(&fields->raw[FIELD_BODY], sse_buffer_str(&page->text));
    if (!page) account_lose(reader->account, SOURCE_NOT_TAKEN, sse_str_of("page that is not there"), NULL);
  }
  return fields->raw[FIELD_BODY].failed ? sse_fail_memory(err) : SSE_OK;
}
