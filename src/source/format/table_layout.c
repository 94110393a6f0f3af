/* Finds the header line of a table, and its delimiter.
 * Only the first lines are examined: a table with its header further down counts as having none.
 * Pure functions. */
#include "source/format/table_layout.h"
#include "source/record.h"

#include <stdint.h>
#include <string.h>

enum { LINES_MOST = 40, COLUMNS_MOST = 512 };
/* Colons also occur in texts: the lines below must confirm one. */
static const char delimiters[] = ",;\t|:";
enum { DELIMITERS = sizeof delimiters - 1, SURE_DELIMITERS = DELIMITERS - 1 };

/* The end of the cell at `at`, taking quotes into account. */
static size_t cell_end(sse_str line, size_t at, char delimiter) {
  bool in_quotes = false;
  for (; at < line.length; at++) {
    if (line.data[at] == '"') in_quotes = !in_quotes;
    if (line.data[at] == delimiter && !in_quotes) return at;
  }
  return line.length;
}

static sse_str name_of(sse_str cell) {
  cell = sse_str_trim(cell);
  bool is_quoted = cell.length > 1 && cell.data[0] == '"' && cell.data[cell.length - 1] == '"';
  return is_quoted ? sse_str_trim(sse_str_part(cell, 1, cell.length - 1)) : cell;
}

/* A line, interpreted as a header. */
struct names {
  size_t cells, known;
  bool has_title, has_words; /* a headline; a headline or a text */
};

static struct names read_names(sse_str line, char delimiter, const struct reader *reader) {
  struct names names = {0};
  enum { WEAK = 2, ENOUGH = 3 }; /* rank of weak names such as "name"; number of fields that make up for it */
  bool seen[FIELD_COUNT] = {false}, is_strong = false;
  for (size_t at = 0, end; at <= line.length && names.cells < COLUMNS_MOST; at = end + 1, names.cells++) {
    end = cell_end(line, at, delimiter);
    sse_str name = name_of(sse_str_part(line, at, end));
    if (names.cells == 0 && name.length > 1 && name.data[0] == '#') name = sse_str_part(name, 1, name.length);
    struct field_rule rule = reader ? record_rule(reader, name) : fields_rule(name);
    if (rule.field == FIELD_NONE) continue;
    is_strong = is_strong || ((rule.field == FIELD_TITLE || rule.field == FIELD_BODY) && rule.rank > WEAK);
    names.known += !seen[rule.field];
    seen[rule.field] = true;
  }
  names.has_title = seen[FIELD_TITLE];
  names.has_words = is_strong || (names.known >= ENOUGH && seen[FIELD_TITLE]);
  return names;
}

/* The most frequent delimiter in a line, outside quotes. */
static char most_of(sse_str line) {
  size_t best = 0;
  char found = ',';
  for (size_t i = 0; i < SURE_DELIMITERS; i++) {
    size_t count = 0;
    for (size_t at = cell_end(line, 0, delimiters[i]); at < line.length;
         at = cell_end(line, at + 1, delimiters[i]))
      count++;
    if (count <= best) continue;
    found = delimiters[i];
    best = count;
  }
  return found;
}

/* The delimiter that "sep=;" specifies; 0 for other lines. */
static char separator_of(sse_str line) {
  static const char mark[] = "sep=";
  sse_str text = name_of(line);
  if (!sse_str_begins(text, mark)) return 0;
  if (text.length == sizeof mark && text.data[4] != ' ') return text.data[4];
  bool is_tab = text.length == sizeof mark - 1 && line.length > 0 && line.data[line.length - 1] == '\t';
  if (is_tab) return '\t';
  return '\0';
}

/* The end of the cell with its opening quote at `at`; SIZE_MAX if it is not closed in the line. */
static size_t quoted_end(sse_str line, size_t at, char delimiter) {
  for (size_t i = at + 1; i < line.length; i++)
    if (line.data[i] == line.data[at] && (i + 1 == line.length || line.data[i + 1] == delimiter))
      return i + 1;
  return SIZE_MAX;
}

/* Returns false if a cell begins with a quote that is not closed in the line, although other cells follow:
 * quotes are then ordinary characters. */
static bool has_whole_quotes(sse_str line, char delimiter) {
  for (size_t at = 0; at < line.length; at++) {
    size_t end = line.data[at] == '"' ? quoted_end(line, at, delimiter) : at;
    const char *next = memchr(line.data + at, delimiter, line.length - at);
    if (end == SIZE_MAX) return !next;
    next = memchr(line.data + end, delimiter, line.length - end);
    if (!next) return true;
    at = (size_t)(next - line.data);
  }
  return true;
}

/* Returns true if quotes in cells are escaped by backslashes. A closing quote may also follow a backslash,
 * but has a delimiter or the end of the line after it, and a doubled one is followed by another. */
static bool has_escapes(sse_str text, char delimiter, char quote) {
  bool in_quotes = false;
  for (size_t at = 0; at < text.length; at++) {
    char before = '\n', after = '\n';
    if (at > 0) before = text.data[at - 1];
    if (at + 1 < text.length) after = text.data[at + 1];
    if (text.data[at] != quote) continue;
    if (!in_quotes) {
      in_quotes = before == delimiter || before == '\n' || before == '\r';
    } else if (after == quote) {
      at++;
    } else if (after == delimiter || after == '\n' || after == '\r') {
      in_quotes = false;
    } else if (before == '\\') {
      return true;
    }
  }
  return false;
}

static bool next_line(sse_str beginning, size_t *position, sse_str *line) {
  if (!sse_str_next(beginning, '\n', position, line)) return false;
  if (line->length > 0 && line->data[line->length - 1] == '\r') line->length--;
  return true;
}

/* The number of cells in a line, if all that begin with `quote` end with it; otherwise 0. */
static size_t count_cells(sse_str line, char delimiter, char quote) {
  size_t count = 1;
  for (size_t at = 0; at < line.length; count++) {
    size_t end = line.data[at] == quote ? quoted_end(line, at, delimiter) : at;
    if (end == SIZE_MAX) return 0;
    const char *next = memchr(line.data + end, delimiter, line.length - end);
    if (!next) return count;
    at = (size_t)(next - line.data) + 1;
  }
  return count;
}

/* Returns true if there are lines below, and all have this many cells. */
static bool all_have(sse_str below, char delimiter, size_t cells) {
  size_t position = 0, rows = 0;
  sse_str line;
  for (int i = 0; i < LINES_MOST && next_line(below, &position, &line); i++) {
    if (sse_str_trim(line).length == 0 || (position > below.length && rows > 0)) continue; /* may be cut */
    if (count_cells(line, delimiter, '"') != cells && count_cells(line, delimiter, '\'') != cells)
      return false;
    rows++;
  }
  return rows > 0;
}

/* The number of cells in a line that begin and end with an apostrophe; sets `*has_quotes` if one begins with
 * a quotation mark. */
static size_t count_quoted(sse_str line, char delimiter, bool *has_quotes) {
  size_t count = 0;
  for (size_t at = 0; at < line.length;) {
    bool is_one = line.data[at] == '\'';
    size_t end = is_one ? quoted_end(line, at, delimiter) : at;
    *has_quotes = *has_quotes || line.data[at] == '"';
    if (end == SIZE_MAX) return count;
    count += is_one && end > at + 1;
    const char *next = memchr(line.data + end, delimiter, line.length - end);
    if (!next) return count;
    at = (size_t)(next - line.data) + 1;
  }
  return count;
}

/* The quote character of a table whose header is the first line of `text`. It is an apostrophe if no cell has
 * quotation marks, and the header has apostrophes, or several rows have the right number of cells only with
 * them and none only without: a cell may also begin with 'Tis the season. */
static char quote_of(sse_str text, char delimiter) {
  size_t position = 0, names = 0, by_it = 0, without = 0, quoted = 0;
  bool has_quotes = false;
  sse_str line;
  for (int i = 0; i < LINES_MOST && next_line(text, &position, &line); i++) {
    if (sse_str_trim(line).length == 0) continue;
    size_t with = count_cells(line, delimiter, '\''), other = count_cells(line, delimiter, '"');
    size_t inside = count_quoted(line, delimiter, &has_quotes);
    if (names == 0) {
      names = with;
      quoted = inside;
    } else if (with != other) {
      by_it += with == names;
      without += other == names;
    }
  }
  bool is_apostrophe = (quoted > 0 && quoted == names) || (by_it > 1 && without == 0);
  return is_apostrophe && !has_quotes ? '\'' : '"';
}

/* The text after the line that next_line returned last. */
static sse_str rest_of(sse_str text, size_t position) {
  return sse_str_part(text, position < text.length ? position : text.length, text.length);
}

/* Returns true for a better header than the lines before; a single name suffices only in the first line with
 * text. */
static bool is_better(const struct names *names, bool is_first, const struct table_layout *layout) {
  bool is_enough = names->known > 1 || (is_first && names->known == 1);
  return names->has_words && is_enough && names->known > layout->known;
}

/* A line that may be the header. */
struct candidate {
  sse_str text, below; /* the line, and the text after it */
  size_t number;       /* of lines before it */
  size_t remarks;      /* of these, those with text of their own */
  bool is_first;       /* no line before it is a row */
  char separator;      /* that the file says it has; NUL for none */
};

static void take_line(const struct candidate *line, const struct reader *reader,
                      struct table_layout *layout) {
  for (size_t i = 0; i < DELIMITERS; i++) {
    char delimiter = delimiters[i];
    if (line->separator) delimiter = line->separator;
    struct names names = read_names(line->text, delimiter, reader);
    bool is_same_line = layout->has_names && layout->lines_before == line->number;
    /* a single column needs no delimiter */
    if (names.cells == 1 && i > 0 && !is_same_line && !line->separator) continue;
    if (!is_better(&names, line->is_first, layout)) continue;
    if (i >= SURE_DELIMITERS && !line->separator && !all_have(line->below, delimiter, names.cells)) continue;
    *layout = (struct table_layout){.delimiter = delimiter,
                                    .has_names = true,
                                    .is_quoted = true,
                                    .lines_before = line->number,
                                    .remarks = line->remarks,
                                    .known = names.known,
                                    .has_title = names.has_title};
  }
}

void table_layout_find(sse_str beginning, const struct reader *reader, struct table_layout *layout) {
  size_t position = 0, number = 0, remarks = 0, first_row = 0;
  char separator = 0, first_delimiter = 0;
  sse_str line;
  *layout = (struct table_layout){.is_quoted = true, .quote = '"'};
  for (; number < LINES_MOST && next_line(beginning, &position, &line); number++) {
    sse_str text = sse_str_trim(line);
    char said = '\0';
    if (number == 0) said = separator_of(line);
    bool is_plain = text.length > 0 && text.data[0] != '#' && !said;
    if (said) separator = said;
    if (text.length == 0 || said) continue;
    const struct candidate candidate = {line,    rest_of(beginning, position), number,
                                        remarks, is_plain && !first_delimiter, separator};
    take_line(&candidate, reader, layout);
    if (is_plain && !first_delimiter) {
      first_row = number;
      first_delimiter = most_of(line);
      if (separator) first_delimiter = separator;
    }
    remarks += is_plain;
  }
  if (!layout->has_names) {
    layout->delimiter = ',';
    if (first_delimiter) layout->delimiter = first_delimiter;
    layout->lines_before = first_row;
  }
  position = 0;
  for (number = 0; number < layout->lines_before;)
    number += next_line(beginning, &position, &line);
  layout->quote = quote_of(rest_of(beginning, position), layout->delimiter);
  position = 0;
  for (number = 0; layout->delimiter == '\t' && number < LINES_MOST && next_line(beginning, &position, &line);
       number++)
    if (number > layout->lines_before && !has_whole_quotes(line, '\t')) layout->is_quoted = false;
  layout->has_escapes = layout->is_quoted && has_escapes(beginning, layout->delimiter, layout->quote);
}
