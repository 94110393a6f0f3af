/* Finds front matter and its form. Fences are on separate lines. Without a fence, `Name: value` lines are
 * settings only if they have names that posts use, since a text may well begin with "Note: ...". White space
 * before front matter is skipped, as in Hugo. */
#include "source/format/front_matter.h"
#include "source/format/toml.h"
#include "source/format/yaml.h"

#include <errno.h>
#include <jansson.h>
#include <stdio.h>
#include <string.h>

/* ---- Lines --------------------------------------------------------------------------------------- */

/* Returns the line at `*at` without its newline and moves `*at` past it. */
static sse_str next_line(sse_str text, size_t *at) {
  size_t start = *at;
  const char *newline = memchr(text.data + start, '\n', text.length - start);
  size_t end = newline ? (size_t)(newline - text.data) : text.length;
  *at = newline ? end + 1 : end;
  return sse_str_part(text, start, end);
}

/* The start of the first line from `at` that is one of two fences; the text's length if there is none. */
static size_t find_fence(sse_str text, size_t at, const char *fence, const char *other) {
  while (at < text.length) {
    size_t start = at;
    sse_str line = next_line(text, &at);
    bool is_fence = line.length > 0 && !sse_is_space(line.data[0]) &&
                    (sse_str_is(sse_str_trim(line), fence) || sse_str_is(sse_str_trim(line), other));
    if (is_fence) return start;
  }
  return text.length;
}

/* The length of the name at the start of a line, up to its colon; 0 if there is none. */
static size_t name_length(sse_str line) {
  size_t end = 0;
  while (end < line.length && line.data[end] != ':' &&
         !(line.data[end] >= 0 && strchr("\t#*<>[]{}()|`/.,;!?=\"", line.data[end])))
    end++;
  bool is_name = end > 0 && end < line.length && line.data[end] == ':' && !sse_is_space(line.data[0]) &&
                 (end + 1 == line.length || sse_is_space(line.data[end + 1]));
  return is_name ? end : 0;
}

/* ---- JSON ---------------------------------------------------------------------------------------- */

struct json_walk {
  const settings_sink *sink;
  sse_buffer path;
};

/* jansson itself rejects nesting deeper than 2048 levels. */
static void take_json(struct json_walk *walk, const json_t *value, bool is_entry, int depth) {
  char number[32] = "";
  sse_str text = {json_string_value(value), json_string_length(value)};
  if (depth > SETTINGS_DEEPEST) {
    walk->sink->lose(walk->sink->context, sse_buffer_str(&walk->path));
    return;
  }
  if (json_is_object(value)) {
    const char *key;
    json_t *member;
    json_object_foreach((json_t *)value, key, member) {
      size_t length = settings_enter(&walk->path, sse_str_of(key));
      take_json(walk, member, is_entry, depth + 1);
      settings_leave(&walk->path, length);
    }
  }
  for (size_t i = 0; i < json_array_size(value); i++)
    take_json(walk, json_array_get(value, i), true, depth + 1);
  if (json_is_integer(value))
    (void)snprintf(number, sizeof number, "%" JSON_INTEGER_FORMAT, json_integer_value(value)); /* it fits */
  if (json_is_real(value)) (void)snprintf(number, sizeof number, "%.15g", json_real_value(value));
  if (*number) text = sse_str_of(number);
  if (json_is_boolean(value)) text = sse_str_of(json_is_true(value) ? "true" : "false");
  if (text.data) walk->sink->take(walk->sink->context, sse_buffer_str(&walk->path), text, is_entry);
}

/* Reads the object at the beginning of `text`. jansson takes some failed allocations for syntax errors;
 * malloc reports them in errno (POSIX). */
static sse_status read_json(sse_str text, const settings_sink *sink, size_t *length, sse_error *err) {
  struct json_walk walk = {.sink = sink};
  json_error_t error;
  errno = 0;
  json_t *value = json_loadb(text.data, text.length, JSON_DISABLE_EOF_CHECK, &error);
  bool is_short = errno == ENOMEM;
  size_t end = value && error.position > 0 ? (size_t)error.position : 0;
  if (!is_short && json_is_object(value) && json_object_size(value) > 0 && end <= text.length) {
    take_json(&walk, value, false, 0);
    *length = end;
  }
  json_decref(value);
  is_short = is_short || walk.path.failed;
  sse_buffer_reset(&walk.path);
  return is_short ? sse_fail_memory(err) : SSE_OK;
}

/* ---- Fences -------------------------------------------------------------------------------------- */

enum form { FORM_NONE, FORM_YAML, FORM_TOML, FORM_JSON, FORM_SCRIPT };

/* The form that the first line opens: --- or +++, perhaps followed by a language (Eleventy, by gray-matter),
 * or a comment (Pico). */
static enum form form_of(sse_str line) {
  static const struct {
    const char *line;
    enum form form;
  } fences[] = {{"---", FORM_YAML},     {"---yaml", FORM_YAML}, {"---yml", FORM_YAML},
                {"---toml", FORM_TOML}, {"/*", FORM_YAML},      {"+++", FORM_TOML},
                {"---json", FORM_JSON}, {"---js", FORM_SCRIPT}, {"---javascript", FORM_SCRIPT}};
  for (size_t i = 0; i < sizeof fences / sizeof *fences; i++)
    if (sse_str_is(sse_str_trim(line), fences[i].line)) return fences[i].form;
  return FORM_NONE;
}

/* `text` begins with a fence. If no fence closes it, or there is no setting, it is a horizontal rule. */
static sse_status read_fenced(sse_str text, enum form form, const settings_sink *sink, size_t *length,
                              sse_error *err) {
  size_t start = 0, read = 0;
  sse_str first = next_line(text, &start);
  bool is_plus = first.data[0] == '+', is_comment = first.data[0] == '/', found = false;
  const char *fence = is_plus ? "+++" : is_comment ? "*/" : "---";
  size_t end = find_fence(text, start, fence, is_plus || is_comment ? fence : "...");
  sse_status status = SSE_OK;
  if (end == text.length) return SSE_OK;
  sse_str inner = sse_str_part(text, start, end);
  size_t after = end;
  (void)next_line(text, &after);
  if (form == FORM_TOML) {
    status = toml_settings(inner, sink, err);
    found = true;
  } else if (form == FORM_JSON) {
    status = read_json(inner, sink, &read, err);
    found = true;
  } else if (form == FORM_SCRIPT) {
    /* a JavaScript object with only literal values is valid YAML; any other is not shown either */
    status = yaml_settings(inner, sink, &found, err);
    found = true;
  } else {
    /* empty front matter counts too; a horizontal rule is followed by a blank line or text */
    found = sse_str_trim(inner).length == 0 && inner.length == 0;
    if (!found) status = yaml_settings(inner, sink, &found, err);
  }
  if (!status && found) *length = after;
  return status;
}

/* ---- Without a fence ----------------------------------------------------------------------------- */

/* Returns true for a name that shows that lines without a fence are settings. */
static bool is_characteristic(sse_str name) {
  static const char *const names[] = {"title", "date", "slug", "tags", "category", NULL};
  return sse_str_is_any(sse_str_trim(name), names);
}

static bool has_characteristic(sse_str text) {
  bool is_found = false;
  for (size_t at = 0; !is_found && at < text.length;) {
    sse_str line = next_line(text, &at);
    size_t name = name_length(line);
    is_found = name > 0 && is_characteristic(sse_str_part(line, 0, name));
  }
  return is_found;
}

/* Hexo's form, which needs only a closing fence: members of a JSON object before ;;;, YAML before ;;; or ---.
 * A single line above --- is a heading. */
static sse_status read_closed(sse_str text, const settings_sink *sink, size_t *length, sse_error *err) {
  size_t start = 0, read = 0;
  bool found = false;
  if (!sse_str_is(sse_str_trim(next_line(text, &start)), ";;;")) start = 0;
  size_t end = find_fence(text, start, ";;;", start > 0 ? ";;;" : "---"), after = end;
  sse_str inner = sse_str_part(text, start, end);
  if (end == text.length || inner.length == 0 || sse_str_find(inner, "\n\n")) return SSE_OK;
  bool is_heading = text.data[end] == '-' && !memchr(inner.data, '\n', inner.length - 1);
  sse_status status = SSE_OK;
  if (inner.data[0] == '"') {
    sse_buffer object = {0};
    sse_buffer_append_text(&object, "{");
    sse_buffer_append_str(&object, inner);
    sse_buffer_append_text(&object, "}");
    status = object.failed ? sse_fail_memory(err) : read_json(sse_buffer_str(&object), sink, &read, err);
    found = read > 0;
    sse_buffer_reset(&object);
  } else if (name_length(inner) > 0 && has_characteristic(inner) && !is_heading) {
    status = yaml_settings(inner, sink, &found, err);
  }
  (void)next_line(text, &after);
  if (!status && found) *length = after;
  return status;
}

/* The length of the `Name: value` lines at the beginning of a text and the empty line after them; 0 if they
 * are not settings. A line with leading white space continues the one above. */
static size_t lines_length(sse_str text) {
  size_t at = 0;
  while (at < text.length) {
    sse_str line = next_line(text, &at);
    size_t name = name_length(line);
    if (sse_str_trim(line).length == 0) break;
    if (name == 0 && !sse_is_space(line.data[0])) return 0;
  }
  return name_length(text) > 0 && has_characteristic(sse_str_part(text, 0, at)) ? at : 0;
}

static sse_status read_lines(sse_str text, const settings_sink *sink, sse_error *err) {
  sse_buffer value = {0};
  sse_str name = {0};
  for (size_t at = 0; at < text.length;) {
    sse_str line = next_line(text, &at), next = sse_str_part(text, at, text.length);
    size_t length = name_length(line);
    if (length > 0) name = sse_str_trim(sse_str_part(line, 0, length));
    if (value.length > 0) sse_buffer_append_text(&value, " ");
    sse_buffer_append_str(&value, sse_str_trim(sse_str_part(line, length > 0 ? length + 1 : 0, line.length)));
    if (next.length > 0 && name_length(next) == 0 && sse_is_space(next.data[0]) && next.data[0] != '\n')
      continue;
    if (value.length > 0 && name.length > 0) sink->take(sink->context, name, sse_buffer_str(&value), false);
    sse_buffer_clear(&value);
  }
  sse_status status = value.failed ? sse_fail_memory(err) : SSE_OK;
  sse_buffer_reset(&value);
  return status;
}

/* Returns true for a line that continues the one above: white space followed by text. */
static bool is_continuation(sse_str line) {
  return sse_str_trim(line).length > 0 && sse_is_space(line.data[0]);
}

/* Pandoc's title block: lines that begin with % have title, authors and date, in this order. The first two
 * may continue in lines with leading white space (pandoc.org/MANUAL.html, pandoc_title_block). */
static sse_status read_title_block(sse_str text, const settings_sink *sink, size_t *length, sse_error *err) {
  static const char *const names[] = {"title", "author", "date"};
  enum { AUTHORS = 1, COUNT = sizeof names / sizeof *names };
  sse_buffer value = {0};
  for (size_t count = 0; count < COUNT && *length < text.length && text.data[*length] == '%'; count++) {
    sse_str line = next_line(text, length);
    sse_buffer_clear(&value);
    sse_buffer_append_str(&value, sse_str_trim(sse_str_part(line, 1, line.length)));
    for (size_t at = *length; count + 1 < COUNT && at < text.length; *length = at) {
      line = next_line(text, &at);
      if (!is_continuation(line)) break;
      sse_buffer_append_text(&value, count == AUTHORS ? "; " : " "); /* one author per line */
      sse_buffer_append_str(&value, sse_str_trim(line));
    }
    sse_str whole = sse_str_trim(sse_buffer_str(&value));
    if (whole.length > 0) sink->take(sink->context, sse_str_of(names[count]), whole, false);
  }
  sse_status status = value.failed ? sse_fail_memory(err) : SSE_OK;
  sse_buffer_reset(&value);
  return status;
}

/* ---- Lines of Nikola ----------------------------------------------------------------------------- */

/* The name in a line such as ".. title: The mill", and its value; none for other lines. */
static sse_str nikola_name(sse_str line, sse_str *value) {
  if (!sse_str_begins(line, ".. ")) return (sse_str){0};
  line = sse_str_trim(sse_str_part(line, 3, line.length));
  size_t length = name_length(line);
  *value = sse_str_trim(sse_str_part(line, length > 0 ? length + 1 : 0, line.length));
  return sse_str_part(line, 0, length);
}

/* Removes HTML comment delimiters from the ends of a line, and sets `*is_open` if a comment is open after
 * it. */
static sse_str without_comment(sse_str line, bool *is_open) {
  static const char opens[] = "<!--", closes[] = "-->";
  line = sse_str_trim(line);
  if (sse_str_begins(line, opens)) {
    *is_open = true;
    line = sse_str_trim(sse_str_part(line, sizeof opens - 1, line.length));
  }
  if (*is_open && sse_str_ends(line, closes)) {
    *is_open = false;
    line = sse_str_trim(sse_str_part(line, 0, line.length - (sizeof closes - 1)));
  }
  return line;
}

/* The length of the metadata lines at the beginning of Nikola's posts (getnikola.com/handbook.html, "Metadata
 * fields"), in comments or not; 0 if there are none. `sink` may be NULL. */
static size_t nikola_length(sse_str text, const settings_sink *sink) {
  size_t at = 0, end = 0;
  bool is_open = false, is_found = false;
  while (at < text.length) {
    bool was_open = is_open;
    sse_str value, whole = sse_str_trim(next_line(text, &at)), line = without_comment(whole, &is_open);
    sse_str name = nikola_name(line, &value);
    if (name.length == 0 && line.length > 0) break;
    if (name.length == 0 && whole.length == 0 && !was_open && is_found) break;
    is_found = is_found || is_characteristic(name);
    if (name.length > 0 && value.length > 0 && sink) sink->take(sink->context, name, value, false);
    if (!is_open) end = at;
  }
  return is_found && !is_open ? end : 0;
}

/* ---- All of it ----------------------------------------------------------------------------------- */

sse_status front_matter_read(sse_str text, const settings_sink *sink, size_t *length, sse_error *err) {
  size_t start = 0, at = 0, read = 0;
  sse_status status = SSE_OK;
  *length = 0;
  while (start < text.length && sse_is_space(text.data[start]))
    start++;
  text = sse_str_part(text, start, text.length);
  if (text.length == 0) return SSE_OK;
  sse_str first = next_line(text, &at);
  enum form form = form_of(first);
  if (form != FORM_NONE) {
    status = read_fenced(text, form, sink, &read, err);
  } else if (text.data[0] == '{') {
    status = read_json(text, sink, &read, err);
  } else if (sse_str_begins(text, "% ") || sse_str_begins(text, "%\n%")) {
    status = read_title_block(text, sink, &read, err);
  } else if ((read = nikola_length(text, NULL)) > 0) {
    (void)nikola_length(text, sink);
  } else {
    status = read_closed(text, sink, &read, err);
    if (!status && read == 0) {
      read = lines_length(text);
      status = read_lines(sse_str_part(text, 0, read), sink, err);
    }
  }
  if (!status && read > 0) *length = start + read;
  return status;
}

bool front_matter_detect(sse_str beginning) {
  size_t at = 0;
  if (beginning.length == 0 || beginning.data[0] == '/') return false; /* it may be a program */
  enum form form = form_of(next_line(beginning, &at));
  if (form != FORM_YAML && form != FORM_TOML) return false;
  while (at < beginning.length) {
    sse_str line = sse_str_trim(next_line(beginning, &at));
    if (line.length == 0 || line.data[0] == '#') continue;
    if (form == FORM_YAML) return name_length(line) > 0;
    return line.data[0] == '[' || memchr(line.data, '=', line.length);
  }
  return false;
}
