/* What generators add to Markdown is removed, and code is left alone. */
#include "testing.h"

#include "source/format/shortcodes.h"

struct removal {
  const char *text, *expected;
};

static void assert_removals(const struct removal *cases, size_t count, shortcodes_dialect dialect) {
  for (size_t i = 0; i < count; i++) {
    sse_buffer out = {0};
    sse_buffer_append_text(&out, "");
    shortcodes_remove(STR(cases[i].text), dialect, &out);
    if (strcmp(out.data, cases[i].expected) != 0)
      fail_msg("%s\ngives: %s\nnot: %s", cases[i].text, out.data, cases[i].expected);
    sse_buffer_reset(&out);
  }
}

static void templates_go_and_what_stands_between_them_stays(void **state) {
  static const struct removal cases[] = {
      {"{{< figure src=\"a.png\" >}} a {{% note %}}b{{% /note %}}", " a b"},
      {"{% include x.html %}a{%- if b -%}c{% endif %} {{ page.title }}.", "ac ."},
      {"{% quote(author=\"x\") %}a{% end %} {{ youtube(id=\"x\") }}", "a "},
      {"a{% comment %}b {% if c %}{% endcomment %}d {# e #}f", "ad f"},
      {"{% raw %}{{ a }}{% endraw %} {{ b }}", "{{ a }} "},
      {"{% highlight sh %}\n# a {{ b }}\n{% endhighlight %}",
       "\n~~~~~~~~~~~~\n\n# a {{ b }}\n\n~~~~~~~~~~~~\n"},
      {"[a]({% post_url 2023-07-25-a %}) [b]({{< ref \"b.md\" >}})", "[a]() [b]()"},
      {"[a]: {{< ref \"b.md\" >}}", "[a]: x"},
      {"<ul>\n{% for a in b %}\n    <li>c</li>\n{% endfor %}\n</ul>", "<ul>\n    <li>c</li>\n</ul>"},
      {"a\n{% if b %}\nc", "a\n\nc"},
      {"{{a}} and {{ b, and {% c", "{{a}} and {{ b, and {% c"},
  };
  (void)state;
  assert_removals(cases, sizeof cases / sizeof *cases, SHORTCODES_COMMON);
}

static void code_is_left_alone(void **state) {
  static const struct removal cases[] = {
      {"```\n{{ a }} {: .b} <C d={e} />\n```\n{{ f }}", "```\n{{ a }} {: .b} <C d={e} />\n```\n"},
      {"- ~~~ html\n  {{ a }}\n  ~~~\n", "- ~~~ html\n  {{ a }}\n  ~~~\n"},
      {"`{{ a }}` ``{% b %} ` c`` {{ d }}", "`{{ a }}` ``{% b %} ` c`` "},
      {"<pre>{{ a }}</pre><code>{% b %}</code>", "<pre>{{ a }}</pre><code>{% b %}</code>"},
      {"`{% raw %}{{ a }}{% endraw %}`", "`{{ a }}`"},
      {"\\{{ a }} <!-- {{ b }} -->", "\\{{ a }} <!-- {{ b }} -->"},
  };
  (void)state;
  assert_removals(cases, sizeof cases / sizeof *cases, SHORTCODES_COMMON);
}

static void a_tag_ends_in_its_paragraph_and_not_in_code(void **state) {
  static const struct removal cases[] = {
      {"a {{ b.\n\nc\n\nd }} e", "a {{ b.\n\nc\n\nd }} e"},
      {"a {% b\n \t\nc %} d", "a {% b\n \t\nc %} d"},
      {"a {{< b\n\nc >}} d", "a {{< b\n\nc >}} d"},
      {"a {{ b\n```\nc }}\n```\n", "a {{ b\n```\nc }}\n```\n"},
      {"a {{ b `}}` ``%} ` }}`` c", "a {{ b `}}` ``%} ` }}`` c"},
      {"a {{ b `{{ c }}` d {{ e }}", "a "},
      {"{{< a\n  b=`c }} >}}`\n>}}d", "d"},
      {"{{< a >}}\n\nb\n\n{{< /a >}}", "\n\nb\n\n"},
      {"{# a\n\nb #}c", "c"},
      {"{% a `b %}c", "c"},
  };
  (void)state;
  assert_removals(cases, sizeof cases / sizeof *cases, SHORTCODES_COMMON);
}

static void attribute_lists_go(void **state) {
  static const struct removal cases[] = {
      {"# A {#a .b}\n", "# A \n"},
      {"![a](b){: .c}\n{: .d}\n{:toc}\n", "![a](b)\n\n\n"},
      {"[a]{.b c=\"d e\"} ![f](g){width=50%}", "[a] ![f](g)"},
      {"* TOC\n{:toc}\n\n1. Contents\n{: .a toc}\nb\n", "\n\n\nb\n"},
      {"* a\n{:.no_toc}\n* b\n{: .c}\n", "* a\n\n* b\n\n"},
      {"*[HTML]: Hyper Text\nHTML is.\n*[Note]: it*\n", "\nHTML is.\n*[Note]: it*\n"},
      {"Braces {a, b} and f{x=1} stay.", "Braces {a, b} and f{x=1} stay."},
  };
  (void)state;
  assert_removals(cases, sizeof cases / sizeof *cases, SHORTCODES_COMMON);
}

static void links_of_a_wiki_are_their_text_and_remarks_go(void **state) {
  static const struct removal cases[] = {
      {"See [[Other note|the other]], [[Plain note]] and ![[image.png]] ![[embed#sec]].",
       "See the other, Plain note and  ."},
      {"[[A\\|b]] [[#Part]] [[협동조합]]", "b Part 협동조합"},
      {"x[[i]] a[0][[b]] [[1]] [[1]](c) [[ -f a ]] [[a](b)](c) [[a",
       "x[[i]] a[0][[b]] [[1]] [[1]](c) [[ -f a ]] [[a](b)](c) [[a"},
      {"`[[a|b]]` ![a](b)", "`[[a|b]]` ![a](b)"},
      {"a %% hidden %% b\n%%c%%\nd", "a  b\n\nd"},
      {"a\n%%\nb\n\nc\n%%\nd", "a\n\nd"},
      {"50%% of 100%% and %% this\n%%\nb", "50%% of 100%% and %% this\n%%\nb"},
  };
  (void)state;
  assert_removals(cases, sizeof cases / sizeof *cases, SHORTCODES_COMMON);
}

static void marks_lose_their_signs(void **state) {
  static const struct removal cases[] = {
      {"The ==mill is *ours*==, ==[since](x) May==. 협동==조합==은",
       "The mill is *ours*, [since](x) May. 협동조합은"},
      {"Title\n=====\na == b and c == d, x==1 and y==2, a==b==c",
       "Title\n=====\na == b and c == d, x==1 and y==2, a==b==c"},
      {"`==a==` ==b\nc== ==== ==d", "`==a==` ==b\nc== ==== ==d"},
  };
  (void)state;
  assert_removals(cases, sizeof cases / sizeof *cases, SHORTCODES_COMMON);
}

static void blocks_lose_their_fences_and_keep_their_titles(void **state) {
  static const struct removal cases[] = {
      {":::note\na\n:::\n", "\n\n\na\n\n\n\n"},
      {":::tip[My tip]\na\n:::\n", "\nMy tip\n\na\n\n\n\n"},
      {"::: {.callout}\na\n:::\n", "\n\n\na\n\n\n\n"},
      {"!!! note \"My note\"\n    a\n\nb\n", "\nMy note\n\na\n\nb\n"},
      {"> [!NOTE]\n> a\n", "> \n> a\n"},
      {"[TOC]\na\n", "\na\n"},
  };
  (void)state;
  assert_removals(cases, sizeof cases / sizeof *cases, SHORTCODES_COMMON);
}

static void components_go_and_html_stays(void **state) {
  static const struct removal cases[] = {
      {"import A from './a';\n\n<Tab b={{c: '>'}}>\n    d\n</Tab>\n", "\n\n\nd\n\n"},
      {"<Tabs>\n<b>a</b>\n</Tabs>", "\n<b>a</b>\n"},
      {"<a href=\"{{ \"/b\" | url }}\">a</a>", "<a>a</a>"},
      {"<div style={{color: 'red'}}>a</div>", "<div>a</div>"},
      {"Vec<T> is <https://a.example/> <b>x</b> <br/>", "Vec<T> is <https://a.example/> <b>x</b> <br/>"},
      {"a <- b {c} -> d", "a <- b {c} -> d"},
      {"<div markdown=\"1\">a", "<div markdown=\"1\">\n\na"},
  };
  (void)state;
  assert_removals(cases, sizeof cases / sizeof *cases, SHORTCODES_COMMON);
}

static void in_mdx_braces_are_expressions(void **state) {
  static const struct removal cases[] = {
      {"export const a = {\n  b: 1\n};\n\nc {d.e} {/* f */} {'g'}\n", "\n\n\n\nc   g\n"},
      {"<>a</>", "a"},
  };
  (void)state;
  assert_removals(cases, sizeof cases / sizeof *cases, SHORTCODES_MDX);
}

static void code_that_is_not_shown_and_citations_go(void **state) {
  static const struct removal cases[] = {
      {"```{r setup, include=FALSE}\nlibrary(x)\n```\na\n", "\na\n"},
      {"```{r, echo = F}\nx\n```\n```{r}\n#| echo: false\nx\n```\n", "\n\n"},
      {"```{r, echo=TRUE}\nx\n```\n", "```{r, echo=TRUE}\nx\n```\n"},
      {"```{r include=FALSE}\nnever closed\n", "```{r include=FALSE}\nnever closed\n"},
      {"````\n```{r, echo=FALSE}\n#| echo: false\n````\n",
       "````\n```{r, echo=FALSE}\n#| echo: false\n````\n"},
      {"As shown [@smith2020; @jones, p. 3] and [see -@x].", "As shown and."},
      {"[@a](b) [a@b] [@a]: c", "[@a](b) [a@b] [@a]: c"},
  };
  static const struct removal common[] = {{"By [@ann].", "By [@ann]."}};
  (void)state;
  assert_removals(cases, sizeof cases / sizeof *cases, SHORTCODES_KNITR);
  assert_removals(common, 1, SHORTCODES_COMMON);
}

/* Every search is bounded, so this ends at once. */
static void what_never_closes_takes_linear_time(void **state) {
  static const char *const pieces[] = {"{{ ", "{% comment %}", "{% raw %}", "<A b={", "`a``", "<pre>", "{#a",
                                       "[^",  "[[a",           "%%",        " %%\n"};
  (void)state;
  for (size_t i = 0; i < sizeof pieces / sizeof *pieces; i++) {
    sse_buffer text = {0}, out = {0};
    for (int k = 0; k < 20000; k++)
      sse_buffer_append_text(&text, pieces[i]);
    shortcodes_remove(sse_buffer_str(&text), SHORTCODES_MDX, &out);
    assert_true(out.length <= 2 * text.length);
    sse_buffer_reset(&text);
    sse_buffer_reset(&out);
  }
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(templates_go_and_what_stands_between_them_stays),
      cmocka_unit_test(code_is_left_alone),
      cmocka_unit_test(a_tag_ends_in_its_paragraph_and_not_in_code),
      cmocka_unit_test(attribute_lists_go),
      cmocka_unit_test(marks_lose_their_signs),
      cmocka_unit_test(links_of_a_wiki_are_their_text_and_remarks_go),
      cmocka_unit_test(blocks_lose_their_fences_and_keep_their_titles),
      cmocka_unit_test(components_go_and_html_stays),
      cmocka_unit_test(in_mdx_braces_are_expressions),
      cmocka_unit_test(code_that_is_not_shown_and_citations_go),
      cmocka_unit_test(what_never_closes_takes_linear_time),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
