/* Markdown: one item per file, with front matter or without. cmark-gfm (CommonMark 0.29 with GitHub's tables,
 * footnotes, tasks and strikethrough) converts it to HTML, whose text is taken, so that it is what readers of
 * the page see. The additions of site generators are removed first. */
#include "source/drafts.h"
#include "source/format/front_matter.h"
#include "source/format/properties_below.h"
#include "source/format/readers.h"
#include "source/format/setting_fields.h"
#include "source/format/shortcodes.h"
#include "source/page/html.h"

#include <cmark-gfm-core-extensions.h>
#include <cmark-gfm.h>
#include <ctype.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

/* ---- References ---------------------------------------------------------------------------------- */

/* The text between the bracket at `open` and the one that closes it; none if it is long, a footnote, or
 * contains brackets or a line break. */
static sse_str label_at(sse_str text, size_t open) {
  enum { LONGEST = 200 }; /* bytes */
  for (size_t end = open + 1; end < text.length && end < open + LONGEST; end++) {
    if (strchr("[\n", text.data[end])) break;
    if (text.data[end] == ']') return sse_str_part(text, open + 1, end);
  }
  return (sse_str){0};
}

/* The position of the bracket that matches the one at `close`; `close` if it is too far away. */
static size_t bracket_before(sse_str text, size_t close) {
  enum { LONGEST = 200 }; /* bytes */
  for (size_t at = close; at > 0 && at + LONGEST > close; at--)
    if (strchr("[]\n", text.data[at - 1])) return text.data[at - 1] == '[' ? at - 1 : close;
  return close;
}

/* Returns true for a text with a word of three letters: "[0-9][a-z]" and "table[i][j]" have none. */
static bool has_word(sse_str text) {
  size_t letters = 0;
  for (size_t i = 0; i < text.length && letters < 3; i++)
    letters = isalpha((unsigned char)text.data[i]) || (unsigned char)text.data[i] >= 0x80 ? letters + 1 : 0;
  return letters == 3;
}

/* The label of the reference with `][` at `close`; none if it is not a reference: inside brackets, since
 * links do not nest; after a letter or a bracket, as in code; or without words. */
static sse_str reference_at(sse_str text, size_t close) {
  size_t open = bracket_before(text, close);
  sse_str label = label_at(text, close + 1);
  char before = '\n';
  if (open > 0) before = text.data[open - 1];
  bool is_code = isalnum((unsigned char)before) || (before && strchr("[])_", before));
  if (open == close || is_code || !has_word(sse_str_part(text, open, close))) return (sse_str){0};
  if (label.data && label.length == 0) label = label_at(text, open);
  return has_word(label) && !sse_str_begins(label, "^") ? label : (sse_str){0};
}

/* Appends a definition for each [text][label] and [text][]. The target of a link does not matter, and the
 * real definition may be in a template or another file. */
static void define_references(sse_str text, sse_buffer *out) {
  const char *found;
  for (size_t at = 0;
       at < text.length && (found = sse_str_find(sse_str_part(text, at, text.length), "]["));) {
    size_t close = (size_t)(found - text.data);
    sse_str label = reference_at(text, close);
    at = close + 2;
    if (label.length == 0) continue;
    sse_buffer_append_text(out, "[");
    sse_buffer_append_str(out, label);
    sse_buffer_append_text(out, "]: x\n");
  }
  sse_buffer_append_text(out, "\n");
}

/* ---- From Markdown to HTML ----------------------------------------------------------------------- */

static void insert_space(cmark_node *before) {
  cmark_node *space = cmark_node_new(CMARK_NODE_TEXT);
  (void)cmark_node_set_literal(space, " ");
  if (!cmark_node_insert_before(before, space)) cmark_node_free(space);
}

/* Replaces images by their descriptions, as separate words. */
static void describe_images(cmark_node *document) {
  cmark_iter *iter = cmark_iter_new(document);
  cmark_event_type event;
  while ((event = cmark_iter_next(iter)) != CMARK_EVENT_DONE) {
    cmark_node *image = cmark_iter_get_node(iter), *child;
    if (event != CMARK_EVENT_EXIT || cmark_node_get_type(image) != CMARK_NODE_IMAGE) continue;
    insert_space(image);
    while ((child = cmark_node_first_child(image)) != NULL)
      (void)cmark_node_insert_before(image, child); /* an image is allowed wherever its text is */
    insert_space(image);
    cmark_node_free(image);
  }
  cmark_iter_free(iter);
}

/* The length of MediaWiki's category prefix with its colon, in English, which all wikis accept, and some
 * other languages; 0 for none. */
static size_t category_word(const char *url) {
  static const char *const words[] = {
      "Category:",  "Catégorie:", "Kategorie:", "Categoría:", "Categoria:", "Categorie:",
      "Kategoria:", "Категория:", "분류:",      "カテゴリ:",  "分类:",      "分類:"};
  for (size_t i = 0; i < sizeof words / sizeof *words; i++)
    if (strncmp(url, words[i], strlen(words[i])) == 0) return strlen(words[i]);
  return 0;
}

/* Takes the categories of a wiki page, which pandoc converts to links, as tags; the page's text does not show
 * them. */
static void take_categories(cmark_node *document, struct fields *fields) {
  cmark_iter *iter = cmark_iter_new(document);
  cmark_event_type event;
  while ((event = cmark_iter_next(iter)) != CMARK_EVENT_DONE) {
    cmark_node *link = cmark_iter_get_node(iter);
    if (event != CMARK_EVENT_EXIT || cmark_node_get_type(link) != CMARK_NODE_LINK) continue;
    const char *url = cmark_node_get_url(link), *title = cmark_node_get_title(link);
    size_t word = url && title && strcmp(title, "wikilink") == 0 ? category_word(url) : 0;
    if (word == 0) continue;
    sse_buffer tag = {0};
    for (const char *at = url + word; *at; at++)
      sse_buffer_append(&tag, *at == '_' ? " " : at, 1);
    fields_add_tag(fields, sse_buffer_str(&tag));
    if (tag.failed) fields->raw[FIELD_TAGS].failed = true;
    sse_buffer_reset(&tag);
    cmark_node_free(link);
  }
  cmark_iter_free(iter);
}

/* Returns true if padding all rows to the widest line would make very many cells, as cmark-gfm does. The
 * tables of such a text are left as written. */
static bool is_too_wide(sse_str text) {
  enum { CELLS_MOST = 1000000 };
  size_t widest = 0, rows = 0, width = 0;
  for (size_t i = 0; i < text.length; i++) {
    if (text.data[i] == '|') width++;
    if (text.data[i] != '\n' && i + 1 < text.length) continue;
    if (width > widest) widest = width;
    rows++;
    width = 0;
  }
  return widest > 100 && rows > CELLS_MOST / widest;
}

/* The HTML of a text, to be freed with free(). cmark-gfm aborts the program if memory runs out. */
static char *make_html(sse_str text, struct fields *fields) {
  static const char *const extensions[] = {"table", "strikethrough", "autolink", "tasklist"};
  const int options = CMARK_OPT_UNSAFE | CMARK_OPT_FOOTNOTES;
  cmark_gfm_core_extensions_ensure_registered();
  cmark_parser *parser = cmark_parser_new(options);
  for (size_t i = 0; i < sizeof extensions / sizeof *extensions; i++) {
    if (i == 0 && is_too_wide(text)) continue;
    cmark_syntax_extension *extension = cmark_find_syntax_extension(extensions[i]);
    if (extension) (void)cmark_parser_attach_syntax_extension(parser, extension);
  }
  cmark_parser_feed(parser, text.data ? text.data : "", text.length);
  cmark_node *document = cmark_parser_finish(parser);
  describe_images(document);
  take_categories(document, fields);
  char *html = cmark_render_html(document, options, cmark_parser_get_syntax_extensions(parser));
  cmark_node_free(document);
  cmark_parser_free(parser);
  return html;
}

/* ---- From HTML to text --------------------------------------------------------------------------- */

/* Returns true for a footnote's number in the text and for its backlink. */
static bool is_mark(const xmlNode *element) {
  const char *class = html_attribute(element, "class");
  return class && (strcmp(class, "footnote-ref") == 0 || strcmp(class, "footnote-backref") == 0);
}

/* `context` is the headline's element, which is shown separately. */
static bool is_left_out(const void *context, const xmlNode *element) {
  return element == context || is_mark(element) || html_is_hidden(element);
}

static int heading_level(const xmlNode *node) {
  const char *name = (const char *)node->name;
  bool is_heading =
      node->type == XML_ELEMENT_NODE && strcasecmp(name, "h1") >= 0 && strcasecmp(name, "h6") <= 0;
  return is_heading && name[2] == '\0' ? name[1] - '0' : 0;
}

static void append_text(const xmlNode *node, sse_buffer *out) {
  const html_filter filter = {NULL, is_left_out};
  html_node_text_but(node, &filter, out);
}

/* The first heading of a level (0 for any) that has text; NULL for none. */
static const xmlNode *find_heading(const xmlNode *root, int level) {
  for (const xmlNode *node = root; node; node = html_next(node, root, true)) {
    sse_buffer text = {0};
    int found = heading_level(node);
    if (found == 0 || (level > 0 && found != level)) continue;
    append_text(node, &text);
    bool has_text = sse_str_trim(sse_buffer_str(&text)).length > 0;
    sse_buffer_reset(&text);
    if (has_text) return node;
  }
  return NULL;
}

/* Returns true if two texts are equal, ignoring punctuation, spaces and case (of ASCII). */
static bool is_alike(sse_str a, sse_str b) {
  size_t i = 0, j = 0;
  for (;;) {
    while (i < a.length && !((unsigned char)a.data[i] >= 0x80 || isalnum((unsigned char)a.data[i])))
      i++;
    while (j < b.length && !((unsigned char)b.data[j] >= 0x80 || isalnum((unsigned char)b.data[j])))
      j++;
    if (i == a.length || j == b.length) return i == a.length && j == b.length;
    if (tolower((unsigned char)a.data[i++]) != tolower((unsigned char)b.data[j++])) return false;
  }
}

/* Returns true if a heading equals the title, which may contain character entities. */
static bool says_title(sse_buffer *title, sse_str heading) {
  sse_buffer shown = {0};
  sse_error failure;
  bool is_it = is_alike(sse_buffer_str(title), heading);
  if (!is_it && title->length > 0 && memchr(title->data, '&', title->length)) {
    sse_status status = html_text(sse_buffer_str(title), &shown, &failure);
    title->failed = title->failed || status == SSE_NO_MEMORY;
    is_it = !status && is_alike(sse_buffer_str(&shown), heading);
  }
  sse_buffer_reset(&shown);
  return is_it;
}

/* The heading that is the headline. Without another title, it is the first of level one, else the first;
 * otherwise it is the first heading if that equals the title. NULL for none. */
static const xmlNode *find_headline(const xmlNode *root, sse_buffer *title) {
  sse_buffer text = {0};
  bool is_wanted = title->length == 0;
  const xmlNode *first = find_heading(root, 0), *heading = is_wanted ? find_heading(root, 1) : NULL;
  if (!heading) heading = first;
  if (heading) append_text(heading, &text);
  if (is_wanted) sse_buffer_append_str(title, sse_buffer_str(&text));
  bool is_headline = is_wanted || says_title(title, sse_buffer_str(&text));
  title->failed = title->failed || text.failed;
  sse_buffer_reset(&text);
  return is_headline ? heading : NULL;
}

static sse_status take_body(struct fields *fields, sse_str text, shortcodes_dialect dialect, sse_error *err) {
  sse_buffer plain = {0}, *body = &fields->raw[FIELD_BODY];
  define_references(text, &plain);
  shortcodes_remove(text, dialect, &plain);
  char *html = plain.failed ? NULL : make_html(sse_buffer_str(&plain), fields);
  sse_buffer_reset(&plain);
  bool is_cut = false;
  htmlDocPtr document = html ? html_parse_piece(sse_str_of(html), &is_cut) : NULL;
  free(html);
  if (!document) return sse_fail_memory(err);
  const xmlNode *root = xmlDocGetRootElement(document);
  if (root) {
    const html_filter filter = {find_headline(root, &fields->raw[FIELD_TITLE]), is_left_out};
    html_node_text_but(root, &filter, body);
  }
  xmlFreeDoc(document);
  if (is_cut) return sse_fail(err, SSE_TOO_LARGE, "has more than %d elements", HTML_NODES_MOST);
  return body->failed ? sse_fail_memory(err) : SSE_OK;
}

/* ---- A file -------------------------------------------------------------------------------------- */

static shortcodes_dialect dialect_of(const char *path) {
  static const char *const knitr[] = {".rmd", ".rmarkdown", ".qmd"};
  const char *dot = strrchr(path, '.');
  if (dot && strcasecmp(dot, ".mdx") == 0) return SHORTCODES_MDX;
  for (size_t i = 0; dot && i < sizeof knitr / sizeof *knitr; i++)
    if (strcasecmp(dot, knitr[i]) == 0) return SHORTCODES_KNITR;
  return SHORTCODES_COMMON;
}

/* Reads the whole file, with line ends converted to newlines. */
static sse_status read_text(struct reader *reader, sse_buffer *text, sse_error *err) {
  sse_status status = reader_all(reader, READER_BODY_LONGEST, text, err);
  size_t length = 0;
  for (size_t i = 0; i < text->length; i++) {
    bool is_return = text->data[i] == '\r';
    if (is_return && i + 1 < text->length && text->data[i + 1] == '\n') continue;
    text->data[length++] = text->data[i];
    if (is_return) text->data[length - 1] = '\n';
  }
  text->length = length;
  return status;
}

static sse_status take_file(const struct reader *reader, struct fields *fields, sse_str text,
                            sse_error *err) {
  struct setting_fields taken = {.fields = fields, .account = reader->account};
  const settings_sink sink = setting_fields_sink(&taken);
  size_t length = 0;
  sse_buffer rest = {0};
  sse_status status = front_matter_read(text, &sink, &length, err);
  text = sse_str_part(text, length, text.length);
  if (!status && length == 0 && properties_below_take(text, &sink, &rest)) text = sse_buffer_str(&rest);
  if (!status && rest.failed) status = sse_fail_memory(err);
  if (!status) status = take_body(fields, text, dialect_of(reader->path), err);
  sse_buffer_reset(&rest);
  sse_status ended = setting_fields_end(&taken, err);
  return status ? status : ended;
}

static part_outcome next_text(void *context, struct part *part, sse_error *err) {
  struct reader *reader = context;
  struct fields *fields = &part->fields;
  sse_buffer text = {0};
  sse_status status = read_text(reader, &text, err);
  bool is_end = !status && text.length == 0; /* it was read before */
  if (!status && !is_end) {
    drafts_take_path(fields, reader->path);
    status = take_file(reader, fields, sse_buffer_str(&text), err);
    if (fields->raw[FIELD_DATE].length == 0) reader_append_name_date(reader, &fields->raw[FIELD_DATE]);
    if (fields->raw[FIELD_LANG].length == 0) reader_append_name_language(reader, &fields->raw[FIELD_LANG]);
  }
  sse_buffer_reset(&text);
  return status ? PART_CUT : is_end ? PART_END : PART;
}

sse_status markdown_open(struct reader *reader, struct parts *parts, sse_error *err) {
  (void)err; /* nothing is allocated */
  *parts = (struct parts){.context = reader, .next = next_text};
  return SSE_OK;
}

bool markdown_detect(sse_str beginning) {
  return front_matter_detect(beginning);
}
