/* Reads XML as leniently as browsers read HTML: what is not a tag is text, what is not a reference an
 * ampersand. Tags and text are rewritten so that each is well-formed. The input is held in a window that
 * grows no larger than one tag, comment or CDATA section. */
#include "source/format/repair.h"
#include "source/format/tags.h"
#include "source/format/wellformed.h"

#include <stdlib.h>
#include <string.h>

enum {
  BLOCK = 32768,
  TAG_MOST = 1 << 20,      /* bytes; also for comments and the document type */
  SECTION_MOST = 16 << 20, /* of CDATA */
  ATTRIBUTES_MOST = 64,
};

/* The result of searching for a delimiter, as offsets in the whole input, so that an end delimiter is
 * searched for only once, however often its start occurs. */
struct mark {
  uint64_t found;  /* the next occurrence; 0: none */
  uint64_t absent; /* there is none up to here */
};

enum { COMMENT_END, SECTION_END, INSTRUCTION_END, MARKS };
static const char *const marks[MARKS] = {"-->", "]]>", "?>"};

struct repairer {
  repair_read_fn *read;
  void *context;
  sse_buffer input;
  size_t at; /* in it */
  bool at_end;
  size_t section_end; /* offset in the input where the current CDATA section ends; 0 for none */
  bool is_in_section;
  bool has_unended; /* a CDATA section without an end was found */
  struct wellformed out;
  struct mark marks[MARKS];
  char before;       /* the last byte dropped from the window */
  bool is_past_type; /* the document type was read, or the feed has begun */
  uint64_t dropped;  /* bytes of the input dropped from the window */
  sse_status status; /* sticks */
  sse_error failure; /* of reading; reported after everything before it was read */
  sse_error *err;
};

sse_status repair_new(repair_read_fn *read, void *context, repairer **made, sse_error *err) {
  *made = calloc(1, sizeof **made);
  if (!*made) return sse_fail_memory(err);
  (*made)->read = read;
  (*made)->context = context;
  return SSE_OK;
}

void repair_free(repairer *repair) {
  if (!repair) return;
  sse_buffer_reset(&repair->input);
  wellformed_reset(&repair->out);
  free(repair);
}

/* ---- Input -------------------------------------------------------------------------------------- */

/* Drops what was already read. Offsets in the window move accordingly. */
static void compact(struct repairer *repair) {
  if (repair->at < BLOCK || repair->at * 2 < repair->input.length) return;
  repair->before = repair->input.data[repair->at - 1];
  memmove(repair->input.data, repair->input.data + repair->at, repair->input.length - repair->at);
  repair->input.length -= repair->at;
  repair->dropped += repair->at;
  if (repair->section_end > 0) repair->section_end -= repair->at;
  repair->at = 0;
}

/* Makes `count` bytes available from the current position, or all that are left. */
static void need(struct repairer *repair, size_t count) {
  while (repair->input.length - repair->at < count && !repair->at_end && !repair->status) {
    char block[BLOCK];
    size_t got = 0;
    bool failed = repair->read(repair->context, block, sizeof block, &got, &repair->failure) != SSE_OK;
    repair->at_end = failed || got == 0;
    if (repair->at_end) return;
    repair->out.taken += got;
    sse_buffer_append(&repair->input, block, got);
    if (repair->input.failed) repair->status = sse_fail_memory(repair->err);
  }
}

static sse_str rest_of(const struct repairer *repair) {
  return sse_str_part(sse_buffer_str(&repair->input), repair->at, repair->input.length);
}

/* Returns true if the input continues with `text`, ignoring case (of ASCII). */
static bool goes_on(struct repairer *repair, const char *text) {
  need(repair, strlen(text));
  return sse_str_begins(rest_of(repair), text);
}

/* Finds `mark` at least `from` and at most `most` bytes after the current position; returns false if it is
 * not there. */
static bool find(struct repairer *repair, const char *mark, size_t from, size_t most, size_t *where) {
  size_t length = strlen(mark), looked = from;
  for (size_t wanted = BLOCK;; wanted *= 2) {
    need(repair, wanted < most ? wanted : most);
    sse_str rest = rest_of(repair);
    if (rest.length > most) rest.length = most;
    const char *found =
        rest.length > looked ? memmem(rest.data + looked, rest.length - looked, mark, length) : NULL;
    if (found) *where = (size_t)(found - rest.data);
    if (found || repair->at_end || repair->status || wanted >= most) return found != NULL;
    looked = rest.length > from + length ? rest.length - length : from;
  }
}

/* The same for an end delimiter, whose position is remembered. */
static bool find_end(struct repairer *repair, int which, size_t from, size_t most, size_t *where) {
  struct mark *mark = &repair->marks[which];
  const uint64_t here = repair->dropped + repair->at;
  if (mark->found >= here + from && mark->found < here + most) {
    *where = (size_t)(mark->found - here);
    return true;
  }
  if (mark->absent > here + from) from = (size_t)(mark->absent - here);
  bool is_there = from < most && find(repair, marks[which], from, most, where);
  size_t looked = rest_of(repair).length < most ? rest_of(repair).length : most, back = strlen(marks[which]);
  if (is_there) {
    mark->found = here + *where;
  } else if (looked > back && here + looked - back > mark->absent) {
    mark->absent = here + looked - back;
  }
  return is_there;
}

/* ---- Text --------------------------------------------------------------------------------------- */

/* The end of the text to return next: before a tag, or before something that might be cut in two. */
static size_t text_end(struct repairer *repair) {
  need(repair, BLOCK);
  sse_str rest = rest_of(repair);
  size_t most = rest.length < BLOCK ? rest.length : BLOCK;
  const char *tag = memchr(rest.data + 1, '<', most - 1); /* one at the beginning is not a tag */
  if (tag) return (size_t)(tag - rest.data);
  if (rest.length <= BLOCK && repair->at_end) return rest.length;
  size_t end = most;
  for (size_t i = most; i > most - WELLFORMED_REFERENCE_MOST; i--)
    if (rest.data[i - 1] == '&' && i > 1) end = i - 1;
  while (end > 1 && ((unsigned char)rest.data[end] & 0xC0) == 0x80)
    end--;
  return end;
}

/* ---- Tags --------------------------------------------------------------------------------------- */

/* Waits for a whole tag. */
static size_t wait_for_tag(struct repairer *repair) {
  for (size_t wanted = BLOCK / 8;; wanted *= 2) {
    need(repair, wanted);
    size_t length = tags_length(rest_of(repair));
    if (length > 0 || repair->at_end || repair->status || wanted >= TAG_MOST) return length;
  }
}

/* Skips a tag that is too long to be held, up to its end or the next tag. Returns false if the input ends
 * first. */
static bool pass_tag(struct repairer *repair) {
  for (size_t at = 1;; at = 0) {
    need(repair, BLOCK);
    sse_str rest = rest_of(repair);
    while (at < rest.length && rest.data[at] != '<' && rest.data[at] != '>')
      at++;
    repair->at += at;
    if (at < rest.length) {
      repair->at += rest.data[at] == '>';
      return true;
    }
    if (rest.length == 0) return false;
    compact(repair);
  }
}

/* Appends the attributes of a tag, each one once. */
static void append_attributes(struct repairer *repair, sse_str tag, size_t at) {
  sse_str names[ATTRIBUTES_MOST];
  size_t count = 0;
  while ((at = tags_skip_spaces(tag, at)) < tag.length && count < ATTRIBUTES_MOST) {
    size_t end = tags_name_end(tag, at);
    if (end == at) { /* no name: skip what is not understood */
      at++;
      continue;
    }
    sse_str name = sse_str_part(tag, at, end), value = {"", 0};
    bool is_new = true;
    at = tags_skip_spaces(tag, end);
    if (at < tag.length && tag.data[at] == '=')
      at = tags_take_value(tag, tags_skip_spaces(tag, at + 1), &value);
    for (size_t i = 0; i < count; i++)
      is_new = is_new && !sse_str_equal(names[i], name);
    if (!is_new) continue;
    names[count++] = name;
    sse_buffer_append_text(&repair->out.text, " ");
    sse_buffer_append_str(&repair->out.text, name);
    sse_buffer_append_text(&repair->out.text, "=\"");
    wellformed_append(&repair->out, value, false);
    sse_buffer_append_text(&repair->out.text, "\"");
  }
}

/* Takes the current start tag of `length` bytes. */
static void take_start(struct repairer *repair, size_t length, repair_token *token) {
  sse_str tag = sse_str_part(rest_of(repair), 0, length);
  if (tag.data[length - 1] == '>') tag.length--;
  token->kind = REPAIR_START;
  token->is_empty = tag.data[tag.length - 1] == '/';
  if (token->is_empty) tag.length--;
  size_t end = tags_name_end(tag, 1);
  token->name = sse_str_part(tag, 1, end);
  token->is_empty = token->is_empty || tags_is_void(token->name);
  repair->is_past_type = repair->is_past_type || tags_is_container(token->name);
  sse_buffer_append_text(&repair->out.text, "<");
  sse_buffer_append_str(&repair->out.text, token->name);
  append_attributes(repair, tag, end);
  sse_buffer_append_text(&repair->out.text, token->is_empty ? "/>" : ">");
  repair->at += length;
}

static void take_end(struct repairer *repair, size_t length, repair_token *token) {
  sse_str tag = sse_str_part(rest_of(repair), 0, length);
  token->kind = REPAIR_END;
  token->name = sse_str_part(tag, 2, tags_name_end(tag, 2));
  repair->at += length;
}

/* ---- The document type -------------------------------------------------------------------------- */

/* Takes the document type. Only the one before the feed begins counts; others belong to pages within a
 * text. */
static void take_type(struct repairer *repair) {
  size_t length = 0;
  for (size_t wanted = BLOCK; length == 0; wanted *= 2) {
    need(repair, wanted);
    length = repair->is_past_type ? tags_length(rest_of(repair)) : tags_type_length(rest_of(repair));
    if (repair->at_end || repair->status || wanted >= TAG_MOST) break;
  }
  if (!repair->is_past_type) wellformed_declare(&repair->out, sse_str_part(rest_of(repair), 0, length));
  repair->is_past_type = true;
  repair->at += length > 0 ? length : 2;
}

/* ---- Other markup ------------------------------------------------------------------------------- */

/* Skips a processing instruction, or only its beginning if it has no end. */
static void pass_instruction(struct repairer *repair) {
  size_t end;
  bool ends = find_end(repair, INSTRUCTION_END, 2, TAG_MOST, &end);
  repair->at += ends ? end + strlen(marks[INSTRUCTION_END]) : 2;
}

/* Returns true if an item begins or ends in a text. */
static bool has_item(sse_str text) {
  static const char *const tags[] = {"<item", "<entry", "</item", "</entry"};
  for (size_t i = 0; i < sizeof tags / sizeof *tags; i++)
    if (memmem(text.data, text.length, tags[i], strlen(tags[i]))) return true;
  return false;
}

/* Skips a comment; but only its beginning if another comment begins before its end with items between them,
 * since the end is then missing. */
static void pass_comment(struct repairer *repair) {
  static const char mark[] = "<!--";
  size_t end, other, length = sizeof mark - 1;
  bool ends = find_end(repair, COMMENT_END, length, TAG_MOST, &end);
  if (ends && find(repair, mark, length, end, &other))
    ends = !has_item(sse_str_part(rest_of(repair), length, other));
  repair->at += ends ? end + strlen(marks[COMMENT_END]) : length;
}

/* Returns true if an item or one of its fields ends in a text, which therefore cannot be in one CDATA section
 * with the beginning of another. */
static bool has_item_end(sse_str text) {
  static const char *const ends[] = {"</item", "</entry", "</title", "</summary", "</link"};
  const char *found;
  for (size_t at = 0; (found = sse_str_find(sse_str_part(text, at, text.length), "</"));) {
    at = (size_t)(found - text.data) + 2;
    if (tags_is_field(sse_str_part(text, at, tags_name_end(text, at)))) return true;
    for (size_t i = 0; i < sizeof ends / sizeof *ends; i++)
      if (sse_str_begins(sse_str_part(text, at - 2, text.length), ends[i])) return true;
  }
  return false;
}

/* Begins a CDATA section. If it does not end before another one begins, its delimiter is skipped and its
 * contents are read as markup. */
static void begin_section(struct repairer *repair) {
  static const char mark[] = "<![CDATA[";
  size_t end = 0, other = 0, length = sizeof mark - 1;
  bool ends = find_end(repair, SECTION_END, length, SECTION_MOST, &end);
  if (ends && find(repair, mark, length, end, &other))
    ends = !has_item_end(sse_str_part(rest_of(repair), length, other));
  repair->at += length;
  repair->is_in_section = ends;
  if (ends) repair->section_end = repair->at + end - length;
  if (!ends) repair->has_unended = true;
}

static void take_section(struct repairer *repair, repair_token *token) {
  size_t length = repair->section_end - repair->at, most = length < BLOCK ? length : BLOCK;
  sse_str rest = rest_of(repair);
  while (most < length && ((unsigned char)rest.data[most] & 0xC0) == 0x80)
    most++;
  wellformed_append(&repair->out, sse_str_part(rest, 0, most), true);
  token->kind = REPAIR_TEXT;
  repair->at += most;
  if (repair->at < repair->section_end) return;
  repair->at += strlen("]]>");
  repair->is_in_section = false;
  repair->section_end = 0;
}

static void take_text(struct repairer *repair, repair_token *token) {
  size_t length = text_end(repair);
  wellformed_append(&repair->out, sse_str_part(rest_of(repair), 0, length), false);
  token->kind = REPAIR_TEXT;
  repair->at += length;
}

/* Takes a tag, or what looks like one. Returns false if it was skipped. */
static bool take_tag(struct repairer *repair, repair_token *token) {
  sse_str rest = rest_of(repair);
  bool is_end = rest.length > 2 && rest.data[1] == '/';
  size_t name = is_end ? 2 : 1;
  bool is_tag = rest.length > name && tags_is_name((unsigned char)rest.data[name], true);
  size_t length = is_tag ? wait_for_tag(repair) : 0;
  if (is_tag && length == 0) {
    if (pass_tag(repair)) return false;
    token->kind = REPAIR_CUT;
    repair->has_unended = true;
    return true;
  }
  char before = repair->before;
  if (repair->at > 0) before = repair->input.data[repair->at - 1];
  if (!is_tag || tags_is_text(rest_of(repair), length, before)) {
    take_text(repair, token);
  } else if (is_end) {
    take_end(repair, length, token);
  } else {
    take_start(repair, length, token);
  }
  return true;
}

/* Takes what begins with <. Returns false if it was skipped. */
static bool take_markup(struct repairer *repair, repair_token *token) {
  if (goes_on(repair, "<!--")) {
    pass_comment(repair);
  } else if (goes_on(repair, "<![CDATA[")) {
    begin_section(repair);
  } else if (goes_on(repair, "<!DOCTYPE")) {
    take_type(repair);
  } else if (goes_on(repair, "<?")) {
    pass_instruction(repair);
  } else {
    return take_tag(repair, token);
  }
  return false;
}

sse_status repair_next(repairer *repair, repair_token *token, sse_error *err) {
  bool has_token = false;
  repair->err = err;
  sse_buffer_clear(&repair->out.text);
  sse_buffer_append_text(&repair->out.text, "");
  *token = (repair_token){.kind = REPAIR_STOP};
  compact(repair);
  while (!has_token && !repair->status) {
    need(repair, 1);
    if (repair->at == repair->input.length) {
      if (repair->has_unended) token->kind = REPAIR_CUT;
      break;
    }
    has_token = true;
    if (repair->is_in_section) {
      take_section(repair, token);
    } else if (repair->input.data[repair->at] == '<') {
      has_token = take_markup(repair, token);
    } else {
      take_text(repair, token);
    }
  }
  bool is_end = token->kind == REPAIR_STOP || token->kind == REPAIR_CUT;
  if (is_end && !repair->status && repair->failure.status) {
    *err = repair->failure;
    repair->status = err->status;
  }
  token->xml = sse_buffer_str(&repair->out.text);
  if (!repair->status) repair->status = wellformed_status(&repair->out, err);
  return repair->status;
}
