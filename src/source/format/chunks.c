/* Splits a feed into its items, whether its tags match or not.
 * An end tag ends everything that began inside its element; one without a start tag is left out.
 * The start of an item ends the item before it. */
#include "source/format/chunks.h"
#include "source/format/element_path.h"
#include "source/format/repair.h"
#include "source/format/tags.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

enum {
  CHUNK_LONGEST = 2 * READER_BODY_LONGEST /* bytes, including markup */
};

struct chunks {
  repairer *repair;
  struct element_path containers,
      open;         /* `open` is of the child; deeper tags than it can have are left out */
  sse_buffer begin; /* the start tags of the containers */
  size_t begins[CHUNK_CONTAINERS_MOST + 1];
  sse_buffer xml;
  repair_token token; /* the current one, if it was not used up */
  bool has_token, has_feed, is_item, is_too_long;
};

sse_status chunks_new(struct reader *reader, struct chunks **chunks, sse_error *err) {
  struct chunks *made = calloc(1, sizeof *made);
  *chunks = NULL;
  if (!made) return sse_fail_memory(err);
  sse_status status = repair_new(reader_read, reader, &made->repair, err);
  if (status) {
    chunks_free(made);
  } else {
    *chunks = made;
  }
  return status;
}

void chunks_free(struct chunks *chunks) {
  if (!chunks) return;
  repair_free(chunks->repair);
  sse_buffer_reset(&chunks->containers.text);
  sse_buffer_reset(&chunks->open.text);
  sse_buffer_reset(&chunks->begin);
  sse_buffer_reset(&chunks->xml);
  free(chunks);
}

bool chunks_have_feed(const struct chunks *chunks) {
  return chunks->has_feed;
}

/* ---- Names -------------------------------------------------------------------------------------- */

static bool is_same(sse_str a, sse_str b) {
  return a.length == b.length && strncasecmp(a.data, b.data, a.length) == 0;
}

static bool is_item(sse_str name) {
  static const char *const names[] = {"item", "entry", NULL};
  return sse_str_is_any(tags_local_name(name), names);
}

/* The depth of the innermost element of that name; 0 for none. */
static size_t find_name(const struct element_path *path, sse_str name) {
  size_t depth = path->depth;
  while (depth > 0 && !is_same(element_path_name(path, depth), name))
    depth--;
  return depth;
}

/* ---- A child ------------------------------------------------------------------------------------ */

static void append_end(sse_buffer *xml, sse_str name) {
  sse_buffer_append_text(xml, "</");
  sse_buffer_append_str(xml, name);
  sse_buffer_append_text(xml, ">");
}

static void append(struct chunks *chunks, sse_str xml) {
  if (chunks->xml.length + xml.length > CHUNK_LONGEST) chunks->is_too_long = true;
  if (!chunks->is_too_long) sse_buffer_append_str(&chunks->xml, xml);
}

/* Ends elements until `left` are open. */
static void end_elements(struct chunks *chunks, size_t left) {
  while (chunks->open.depth > left) {
    append_end(&chunks->xml, element_path_name(&chunks->open, chunks->open.depth));
    element_path_pop(&chunks->open);
  }
}

static void begin_chunk(struct chunks *chunks, const repair_token *token) {
  sse_buffer_clear(&chunks->xml);
  sse_buffer_append_str(&chunks->xml, sse_buffer_str(&chunks->begin));
  chunks->is_item = is_item(token->name);
  chunks->is_too_long = false;
  append(chunks, token->xml);
  if (!token->is_empty) element_path_push(&chunks->open, token->name);
}

/* Ends the child and its document. */
static void end_chunk(struct chunks *chunks) {
  end_elements(chunks, 0);
  for (size_t depth = chunks->containers.depth; depth > 0; depth--)
    append_end(&chunks->xml, element_path_name(&chunks->containers, depth));
}

static void begin_container(struct chunks *chunks, const repair_token *token) {
  chunks->has_feed = true;
  if (token->is_empty || chunks->containers.depth == CHUNK_CONTAINERS_MOST) return;
  chunks->begins[chunks->containers.depth] = chunks->begin.length;
  element_path_push(&chunks->containers, token->name);
  sse_buffer_append_str(&chunks->begin, token->xml);
}

/* Ends the container of that name and those inside it. */
static void end_container(struct chunks *chunks, sse_str name) {
  size_t depth = find_name(&chunks->containers, name);
  while (depth > 0 && chunks->containers.depth >= depth) {
    element_path_pop(&chunks->containers);
    chunks->begin.length = chunks->begins[chunks->containers.depth];
  }
}

/* Takes a token outside a child. Returns true if the token begins a child. */
static bool take_outside(struct chunks *chunks, const repair_token *token) {
  if (token->kind == REPAIR_END) end_container(chunks, token->name);
  if (token->kind != REPAIR_START) return false;
  if (tags_is_container(token->name)) {
    begin_container(chunks, token);
    return false;
  }
  /* a warning in HTML may precede the feed; a single Atom entry may be all of it */
  bool is_lone = !chunks->has_feed && is_item(token->name) && sse_str_find(token->xml, "w3.org/2005/Atom");
  if (is_lone) chunks->has_feed = true;
  if (!chunks->has_feed) return false;
  begin_chunk(chunks, token);
  if (!token->is_empty) return false;
  end_chunk(chunks);
  return true;
}

/* Returns true for a field that is a line of text. */
static bool is_line(sse_str name) {
  static const char *const names[] = {"title",     "link",     "guid",    "pubDate", "id",         "updated",
                                      "published", "date",     "creator", "author",  "category",   "subject",
                                      "comments",  "modified", "issued",  "created", "identifier", NULL};
  return sse_str_is_any(tags_local_name(name), names);
}

/* Returns true for a field that is HTML. */
static bool is_body(sse_str name) {
  static const char *const names[] = {"description", "summary", "content", "encoded", NULL};
  return sse_str_is_any(tags_local_name(name), names);
}

/* Returns true if all open elements in the item's field are HTML. */
static bool is_in_html(const struct chunks *chunks) {
  for (size_t depth = 3; depth <= chunks->open.depth; depth++)
    if (!tags_is_html(element_path_name(&chunks->open, depth))) return false;
  return true;
}

/* Returns true if an element cannot be inside the open field, which was not closed: it is another field of
 * the item. Descriptions of media contain fields, too. */
static bool ends_field(const struct chunks *chunks, const repair_token *token) {
  static const char *const both[] = {"title", "link", "summary", "source", NULL}; /* also HTML elements */
  if (!chunks->is_item || chunks->open.depth < 2 || !is_in_html(chunks)) return false;
  sse_str outer = element_path_name(&chunks->open, 2), name = token->name;
  if (sse_str_begins(outer, "media:") || sse_str_begins(outer, "itunes:")) return false;
  if (is_line(outer))
    return chunks->open.depth == 2 && (tags_is_field(name) || sse_str_is_any(tags_local_name(name), both));
  bool is_link = sse_str_equal(token->xml, sse_str_of("<link>")); /* HTML's has attributes */
  return is_body(outer) && (tags_is_field(name) || is_link);
}

/* Returns true for the end tag of the open field with a typo in its name. */
static bool is_mistyped(const struct chunks *chunks, sse_str name) {
  if (!chunks->is_item || chunks->open.depth < 2 || tags_is_html(name)) return false;
  sse_str outer = element_path_name(&chunks->open, 2);
  return (is_line(outer) || is_body(outer)) && name.length + 2 >= outer.length &&
         name.length <= outer.length + 2 && name.length > 2 && strncasecmp(name.data, outer.data, 2) == 0;
}

/* Takes a token inside a child. Returns true if the child ends before the token or with it, in which case
 * `*used` is set. */
static bool take_inside(struct chunks *chunks, const repair_token *token, bool *used) {
  bool is_open = token->kind == REPAIR_START && !token->is_empty;
  bool begins_next =
      token->kind == REPAIR_START &&
      (chunks->is_item ? is_same(token->name, element_path_name(&chunks->open, 1)) : is_item(token->name));
  bool ends_all = token->kind == REPAIR_END && find_name(&chunks->open, token->name) == 0 &&
                  find_name(&chunks->containers, token->name) > 0;
  *used = !begins_next && !ends_all;
  if (!*used) return true;
  if (token->kind == REPAIR_END) {
    size_t depth = find_name(&chunks->open, token->name);
    if (depth == 0 && is_mistyped(chunks, token->name)) depth = 2;
    if (depth > 0) end_elements(chunks, depth - 1);
    return chunks->open.depth == 0;
  }
  if (token->kind == REPAIR_START && ends_field(chunks, token)) end_elements(chunks, 1);
  if (is_open && chunks->open.depth == ELEMENT_PATH_MOST) return false;
  append(chunks, token->xml);
  if (is_open) element_path_push(&chunks->open, token->name);
  return false;
}

sse_status chunks_next(struct chunks *chunks, struct chunk *chunk, chunk_outcome *outcome, sse_error *err) {
  bool is_whole = false;
  while (!is_whole) {
    bool used = true;
    sse_status status = chunks->has_token ? SSE_OK : repair_next(chunks->repair, &chunks->token, err);
    if (status) return status;
    if (chunks->token.kind == REPAIR_STOP || chunks->token.kind == REPAIR_CUT) break;
    if (chunks->open.depth == 0) {
      is_whole = take_outside(chunks, &chunks->token);
    } else {
      is_whole = take_inside(chunks, &chunks->token, &used);
      if (is_whole) end_chunk(chunks);
    }
    chunks->has_token = !used;
  }
  bool in_item = chunks->is_item && (is_whole || chunks->open.depth > 0);
  *chunk = (struct chunk){sse_buffer_str(&chunks->xml), chunks->containers.depth, in_item};
  *outcome = is_whole ? (chunks->is_too_long ? CHUNK_TOO_LONG : CHUNK)
             : chunks->containers.depth > 0 || chunks->token.kind == REPAIR_CUT ? CHUNK_CUT
                                                                                : CHUNK_END;
  bool failed = chunks->xml.failed || chunks->begin.failed || chunks->open.text.failed ||
                chunks->containers.text.failed;
  return failed ? sse_fail_memory(err) : SSE_OK;
}
