/* robots.txt, read as RFC 9309 says: groups of rules by user agent, `*` and `$` in paths.
 * The text is gone through for each question: it is short, and asked about seldom.
 * What is not understood is passed over. */
#include "source/net/robots.h"

#include <string.h>

/* A line as its name and value; false for one without a colon. */
static bool read_line(sse_str line, sse_str *name, sse_str *value) {
  const char *comment = line.length > 0 ? memchr(line.data, '#', line.length) : NULL;
  if (comment) line.length = (size_t)(comment - line.data);
  const char *colon = line.length > 0 ? memchr(line.data, ':', line.length) : NULL;
  if (!colon) return false;
  *name = sse_str_trim(sse_str_part(line, 0, (size_t)(colon - line.data)));
  *value = sse_str_trim(sse_str_part(line, (size_t)(colon - line.data) + 1, line.length));
  return true;
}

/* True where a path begins as a rule says; `*` stands for anything, `$` at the end for the path's end. Going
 * back to the last `*` alone is enough, since each may match as little as it can. */
static bool matches(sse_str rule, sse_str path) {
  size_t r = 0, p = 0, star = SIZE_MAX, back = 0;
  for (;;) {
    bool is_end = r + 1 == rule.length && rule.data[r] == '$';
    if (r == rule.length || (is_end && p == path.length)) return true;
    if (rule.data[r] == '*') {
      star = r++;
      back = p;
    } else if (!is_end && p < path.length && rule.data[r] == path.data[p]) {
      r++;
      p++;
    } else if (star != SIZE_MAX && back < path.length) {
      r = star + 1;
      p = ++back;
    } else {
      return false;
    }
  }
}

/* How long the best rules are of those groups that are for an agent. */
struct verdict {
  size_t allowed, forbidden; /* bytes, and one more; 0 for none */
  bool has_group;
};

static void take_rule(struct verdict *verdict, sse_str name, sse_str value, sse_str path) {
  bool allows = sse_str_is(name, "allow"), forbids = sse_str_is(name, "disallow");
  if ((!allows && !forbids) || value.length == 0 || !matches(value, path)) return;
  size_t *best = allows ? &verdict->allowed : &verdict->forbidden;
  if (value.length + 1 > *best) *best = value.length + 1;
}

/* Goes through the groups for `agent`, of which there may be several. */
static struct verdict judge(sse_str text, const char *agent, sse_str path) {
  struct verdict verdict = {0};
  bool in_group = false, in_agents = false;
  sse_str line, name, value;
  for (size_t position = 0; sse_str_next(text, '\n', &position, &line);) {
    if (!read_line(line, &name, &value)) continue;
    if (sse_str_is(name, "user-agent")) {
      if (!in_agents) in_group = false;
      in_agents = true;
      in_group = in_group || sse_str_is(value, agent);
      verdict.has_group = verdict.has_group || in_group;
    } else if (!sse_str_is(name, "sitemap")) {
      in_agents = false;
      if (in_group) take_rule(&verdict, name, value, path);
    }
  }
  return verdict;
}

bool robots_allow(sse_str text, const char *agent, sse_str path) {
  static const char mark[] = "\xEF\xBB\xBF";
  if (sse_str_begins(text, mark)) text = sse_str_part(text, sizeof mark - 1, text.length);
  struct verdict verdict = judge(text, agent, path);
  if (!verdict.has_group) verdict = judge(text, "*", path);
  return verdict.forbidden == 0 || verdict.allowed >= verdict.forbidden;
}
