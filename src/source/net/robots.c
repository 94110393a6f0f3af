/* robots.txt, read as RFC 9309 says: groups of rules by user agent, `*` and `$` in paths.
 * The text is read again for each question: it is short, and questions are rare.
 * Lines that are not understood are ignored. */
#include "source/net/robots.h"
#include "base/url.h"
#include "base/utf8.h"

#include <string.h>

bool robots_next(sse_str text, size_t *position, sse_str *name, sse_str *value) {
  while (*position < text.length) {
    size_t end = *position, colon = SIZE_MAX;
    while (end < text.length && !strchr("\r\n", text.data[end])) {
      if (text.data[end] == ':' && colon == SIZE_MAX) colon = end;
      end++;
    }
    sse_str line = sse_str_part(text, *position, end);
    size_t start = *position;
    *position = end + 1;
    const char *comment = line.length > 0 ? memchr(line.data, '#', line.length) : NULL;
    if (comment) line.length = (size_t)(comment - line.data);
    if (colon >= start + line.length) continue;
    *name = sse_str_trim(sse_str_part(line, 0, colon - start));
    *value = sse_str_trim(sse_str_part(line, colon - start + 1, line.length));
    return true;
  }
  return false;
}

/* ---- Paths --------------------------------------------------------------------------------------- */

/* The character at a place, as a number that is the same for all ways to write it (RFC 9309, 2.2.2). An
 * unreserved character is itself, also if it is escaped. Characters that a path must escape, or that are
 * special in a rule, are above 255, as if escaped. */
static int character_at(sse_str text, size_t at, size_t *length) {
  enum { ESCAPED = 256 };
  unsigned char c = (unsigned char)text.data[at];
  *length = 1;
  int escaped = sse_url_escape(text, at);
  if (escaped < 0) return c > ' ' && c < 0x7F && c != '*' && c != '$' ? c : ESCAPED + c;
  *length = 3;
  c = (unsigned char)escaped;
  bool is_letter = sse_is_letter(c), is_digit = sse_is_digit(c);
  return is_letter || is_digit || (c > 0 && strchr("-._~", c)) ? c : ESCAPED + c;
}

/* True if a path begins as a rule says; `*` matches anything, a final `$` the end of the path. Backtracking
 * to the last `*` is enough, since each may match as little as possible. */
static bool matches(sse_str rule, sse_str path) {
  size_t r = 0, p = 0, star = SIZE_MAX, back = 0, step;
  for (;;) {
    bool is_end = r + 1 == rule.length && rule.data[r] == '$';
    if (r == rule.length || (is_end && p == path.length)) return true;
    size_t wanted = 0, found = 0;
    if (rule.data[r] == '*') {
      star = ++r;
      back = p;
    } else if (!is_end && p < path.length &&
               character_at(rule, r, &wanted) == character_at(path, p, &found)) {
      r += wanted;
      p += found;
    } else if (star != SIZE_MAX && back < path.length) {
      (void)character_at(path, back, &step);
      r = star;
      p = back += step;
    } else {
      return false;
    }
  }
}

/* The number of characters in a rule. */
static size_t length_of(sse_str rule) {
  size_t count = 0, step;
  for (size_t at = 0; at < rule.length; at += step, count++)
    (void)character_at(rule, at, &step);
  return count;
}

/* ---- Groups -------------------------------------------------------------------------------------- */

/* True if a user-agent line is for an agent: it begins with the agent's name; a version may follow. */
static bool is_for(sse_str value, const char *agent) {
  size_t length = strlen(agent);
  if (!sse_str_begins(value, agent)) return false;
  int next = value.length > length ? value.data[length] : ' ';
  bool goes_on = sse_is_letter(next) || next == '-' || next == '_';
  return strcmp(agent, "*") == 0 ? sse_is_space(next) : !goes_on;
}

/* The lengths of the longest matching rules in the groups for an agent. */
struct verdict {
  size_t allowed, forbidden; /* in characters, plus one; 0 if there is none */
  bool has_group;
};

static void take_rule(struct verdict *verdict, sse_str name, sse_str value, sse_str path) {
  if (value.length == 0 || !matches(value, path)) return;
  size_t *best = sse_str_is(name, "allow") ? &verdict->allowed : &verdict->forbidden;
  size_t length = length_of(value) + 1;
  if (length > *best) *best = length;
}

/* Judges by the groups for `agent`, of which there may be several. Only a rule ends the list of agents that
 * begins a group. */
static struct verdict judge(sse_str text, const char *agent, sse_str path) {
  struct verdict verdict = {0};
  bool in_group = false, in_agents = false;
  sse_str name, value;
  for (size_t position = 0; robots_next(text, &position, &name, &value);) {
    if (sse_str_is(name, "user-agent")) {
      if (!in_agents) in_group = false;
      in_agents = true;
      in_group = in_group || is_for(value, agent);
      verdict.has_group = verdict.has_group || in_group;
    } else if (sse_str_is(name, "allow") || sse_str_is(name, "disallow")) {
      in_agents = false;
      if (in_group) take_rule(&verdict, name, value, path);
    }
  }
  return verdict;
}

bool robots_allow(sse_str text, const char *agent, sse_str path) {
  const char *fragment = path.length > 0 ? memchr(path.data, '#', path.length) : NULL;
  if (fragment) path.length = (size_t)(fragment - path.data);
  text = sse_utf8_without_mark(text);
  struct verdict verdict = judge(text, agent, path);
  if (!verdict.has_group) verdict = judge(text, "*", path);
  return verdict.forbidden == 0 || verdict.allowed >= verdict.forbidden;
}
