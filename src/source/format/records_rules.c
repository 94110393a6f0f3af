/* Maps paths of elements in each vocabulary to fields.
 * What distinguishes an element from others of its name (type, tag, code) follows an @.
 * Among several paths for a field the ranks decide, as for all records. */
#include "source/format/records_rules.h"

#include <string.h>

static const struct records_rule rules[] = {
    {RECORDS_MODS, 2, "titleInfo@alternative/title", FIELD_TITLE, RECORDS_TEXT},
    {RECORDS_MODS, 1, "titleInfo@abbreviated/title", FIELD_TITLE, RECORDS_TEXT},
    {RECORDS_MODS, 3, "titleInfo@translated/title", FIELD_TITLE, RECORDS_TEXT},
    {RECORDS_MODS, 2, "titleInfo@uniform/title", FIELD_TITLE, RECORDS_TEXT},
    {RECORDS_MODS, 9, "titleInfo/nonSort", FIELD_TITLE, RECORDS_JOIN},
    {RECORDS_MODS, 9, "titleInfo/title", FIELD_TITLE, RECORDS_JOIN},
    {RECORDS_MODS, 9, "titleInfo/subTitle", FIELD_TITLE, RECORDS_JOIN},
    {RECORDS_MODS, 9, "titleInfo/partName", FIELD_TITLE, RECORDS_JOIN},
    {RECORDS_MODS, 9, "abstract", FIELD_BODY, RECORDS_TEXT},
    {RECORDS_MODS, 9, "originInfo/dateIssued", FIELD_DATE, RECORDS_TEXT},
    {RECORDS_MODS, 8, "relatedItem@host/part/date", FIELD_DATE, RECORDS_TEXT},
    {RECORDS_MODS, 7, "part/date", FIELD_DATE, RECORDS_TEXT},
    {RECORDS_MODS, 6, "relatedItem@host/originInfo/dateIssued", FIELD_DATE, RECORDS_TEXT},
    {RECORDS_MODS, 5, "originInfo/dateCreated", FIELD_DATE, RECORDS_TEXT},
    {RECORDS_MODS, 4, "originInfo/copyrightDate", FIELD_DATE, RECORDS_TEXT},
    {RECORDS_MODS, 2, "originInfo/dateOther", FIELD_DATE, RECORDS_TEXT},
    {RECORDS_MODS, 9, "location/url", FIELD_URL, RECORDS_TEXT},
    {RECORDS_MODS, 6, "identifier@uri", FIELD_URL, RECORDS_TEXT},
    {RECORDS_MODS, 6, "identifier@url", FIELD_URL, RECORDS_TEXT},
    {RECORDS_MODS, 5, "identifier@hdl", FIELD_URL, RECORDS_TEXT},
    {RECORDS_MODS, 4, "identifier@doi", FIELD_URL, RECORDS_TEXT},
    {RECORDS_MODS, 9, "recordInfo/recordIdentifier", FIELD_ID, RECORDS_TEXT},
    {RECORDS_MODS, 1, "subject/topic", FIELD_TAGS, RECORDS_TEXT},
    {RECORDS_MODS, 1, "subject/geographic", FIELD_TAGS, RECORDS_TEXT},
    {RECORDS_MODS, 9, "language/languageTerm@code", FIELD_LANG, RECORDS_TEXT},
    {RECORDS_MODS, 5, "language/languageTerm", FIELD_LANG, RECORDS_TEXT},
    {RECORDS_MODS, 4, "language", FIELD_LANG, RECORDS_TEXT},
    {RECORDS_MODS, 9, "relatedItem@host/titleInfo/title", FIELD_SOURCE, RECORDS_TEXT},
    {RECORDS_MODS, 5, "originInfo/publisher", FIELD_SOURCE, RECORDS_TEXT},
    {RECORDS_MODS, 3, "relatedItem@host/originInfo/publisher", FIELD_SOURCE, RECORDS_TEXT},
    {RECORDS_MODS, 9, "name", FIELD_AUTHOR, RECORDS_PERSON},
    {RECORDS_MODS, 9, "name/namePart", FIELD_AUTHOR, RECORDS_NAME},
    {RECORDS_MODS, 9, "name/role/roleTerm", FIELD_AUTHOR, RECORDS_NAME},

    {RECORDS_MARC, 9, "245/a", FIELD_TITLE, RECORDS_LABEL},
    {RECORDS_MARC, 9, "245/b", FIELD_TITLE, RECORDS_LABEL},
    {RECORDS_MARC, 9, "245/n", FIELD_TITLE, RECORDS_LABEL},
    {RECORDS_MARC, 9, "245/p", FIELD_TITLE, RECORDS_LABEL},
    {RECORDS_MARC, 9, "520/a", FIELD_BODY, RECORDS_TEXT},
    {RECORDS_MARC, 8, "264/c", FIELD_DATE, RECORDS_TEXT},
    {RECORDS_MARC, 8, "260/c", FIELD_DATE, RECORDS_TEXT},
    {RECORDS_MARC, 5, "260/b", FIELD_SOURCE, RECORDS_LABEL},
    {RECORDS_MARC, 5, "264/b", FIELD_SOURCE, RECORDS_LABEL},
    {RECORDS_MARC, 9, "773/t", FIELD_SOURCE, RECORDS_LABEL},
    {RECORDS_MARC, 9, "856/u", FIELD_URL, RECORDS_TEXT},
    {RECORDS_MARC, 3, "024/a", FIELD_URL, RECORDS_TEXT},
    {RECORDS_MARC, 9, "001", FIELD_ID, RECORDS_TEXT},
    {RECORDS_MARC, 9, "041/a", FIELD_LANG, RECORDS_TEXT},
    {RECORDS_MARC, 1, "650/a", FIELD_TAGS, RECORDS_LABEL},
    {RECORDS_MARC, 1, "651/a", FIELD_TAGS, RECORDS_LABEL},
    {RECORDS_MARC, 1, "653/a", FIELD_TAGS, RECORDS_LABEL},
    {RECORDS_MARC, 1, "655/a", FIELD_TAGS, RECORDS_LABEL},
    {RECORDS_MARC, 1, "689/a", FIELD_TAGS, RECORDS_LABEL},
    {RECORDS_MARC, 9, "100", FIELD_AUTHOR, RECORDS_PERSON},
    {RECORDS_MARC, 9, "100/a", FIELD_AUTHOR, RECORDS_NAME},
    {RECORDS_MARC, 9, "100/e", FIELD_AUTHOR, RECORDS_NAME},
    {RECORDS_MARC, 9, "100/4", FIELD_AUTHOR, RECORDS_NAME},
    {RECORDS_MARC, 9, "110", FIELD_AUTHOR, RECORDS_PERSON},
    {RECORDS_MARC, 9, "110/a", FIELD_AUTHOR, RECORDS_NAME},
    {RECORDS_MARC, 9, "110/e", FIELD_AUTHOR, RECORDS_NAME},
    {RECORDS_MARC, 9, "110/4", FIELD_AUTHOR, RECORDS_NAME},
    {RECORDS_MARC, 9, "700", FIELD_AUTHOR, RECORDS_PERSON},
    {RECORDS_MARC, 9, "700/a", FIELD_AUTHOR, RECORDS_NAME},
    {RECORDS_MARC, 9, "700/e", FIELD_AUTHOR, RECORDS_NAME},
    {RECORDS_MARC, 9, "700/4", FIELD_AUTHOR, RECORDS_NAME},
    {RECORDS_MARC, 9, "700/t", FIELD_AUTHOR, RECORDS_NAME},
    {RECORDS_MARC, 9, "710", FIELD_AUTHOR, RECORDS_PERSON},
    {RECORDS_MARC, 9, "710/a", FIELD_AUTHOR, RECORDS_NAME},
    {RECORDS_MARC, 9, "710/e", FIELD_AUTHOR, RECORDS_NAME},
    {RECORDS_MARC, 9, "710/4", FIELD_AUTHOR, RECORDS_NAME},
    {RECORDS_MARC, 9, "710/t", FIELD_AUTHOR, RECORDS_NAME},

    {RECORDS_JATS, 9, "front/article-meta/title-group/article-title", FIELD_TITLE, RECORDS_JOIN},
    {RECORDS_JATS, 9, "front/article-meta/title-group/subtitle", FIELD_TITLE, RECORDS_JOIN},
    {RECORDS_JATS, 9, "front/article-meta/abstract", FIELD_BODY, RECORDS_TEXT},
    {RECORDS_JATS, 7, "front/article-meta/abstract@summary", FIELD_BODY, RECORDS_TEXT},
    {RECORDS_JATS, 5, "front/article-meta/trans-abstract", FIELD_BODY, RECORDS_TEXT},
    {RECORDS_JATS, 3, "body", FIELD_BODY, RECORDS_TEXT},
    {RECORDS_JATS, 9, "front/article-meta/pub-date/year", FIELD_DATE, RECORDS_PART},
    {RECORDS_JATS, 9, "front/article-meta/pub-date/month", FIELD_DATE, RECORDS_PART},
    {RECORDS_JATS, 9, "front/article-meta/pub-date/day", FIELD_DATE, RECORDS_PART},
    {RECORDS_JATS, 7, "front/article-meta/self-uri", FIELD_URL, RECORDS_VALUE},
    {RECORDS_JATS, 5, "front/article-meta/article-id@doi", FIELD_URL, RECORDS_TEXT},
    {RECORDS_JATS, 5, "front/article-meta/article-id", FIELD_ID, RECORDS_TEXT},
    {RECORDS_JATS, 1, "front/article-meta/kwd-group/kwd", FIELD_TAGS, RECORDS_TEXT},
    {RECORDS_JATS, 1, "front/article-meta/article-categories/subj-group/subject", FIELD_TAGS, RECORDS_TEXT},
    {RECORDS_JATS, 9, "front/journal-meta/journal-title-group/journal-title", FIELD_SOURCE, RECORDS_TEXT},
    {RECORDS_JATS, 9, "front/journal-meta/journal-title", FIELD_SOURCE, RECORDS_TEXT},
    {RECORDS_JATS, 3, "front/journal-meta/publisher/publisher-name", FIELD_SOURCE, RECORDS_TEXT},
    {RECORDS_JATS, 9, "front/article-meta/contrib-group/contrib", FIELD_AUTHOR, RECORDS_PERSON},
    {RECORDS_JATS, 9, "front/article-meta/contrib-group/contrib/name/surname", FIELD_AUTHOR, RECORDS_NAME},
    {RECORDS_JATS, 9, "front/article-meta/contrib-group/contrib/name/given-names", FIELD_AUTHOR,
     RECORDS_NAME},
    {RECORDS_JATS, 9, "front/article-meta/contrib-group/contrib/string-name", FIELD_AUTHOR, RECORDS_NAME},
    {RECORDS_JATS, 9, "front/article-meta/contrib-group/contrib/collab", FIELD_AUTHOR, RECORDS_NAME},

    {RECORDS_NITF, 9, "body/body.head/hedline/hl1", FIELD_TITLE, RECORDS_TEXT},
    {RECORDS_NITF, 7, "head/title", FIELD_TITLE, RECORDS_TEXT},
    {RECORDS_NITF, 9, "body/body.content", FIELD_BODY, RECORDS_TEXT},
    {RECORDS_NITF, 5, "body/body.head/abstract", FIELD_BODY, RECORDS_TEXT},
    {RECORDS_NITF, 9, "head/docdata/date.issue", FIELD_DATE, RECORDS_VALUE},
    {RECORDS_NITF, 7, "head/pubdata", FIELD_DATE, RECORDS_VALUE},
    {RECORDS_NITF, 5, "body/body.head/dateline/story.date", FIELD_DATE, RECORDS_VALUE},
    {RECORDS_NITF, 9, "head/docdata/doc-id", FIELD_ID, RECORDS_VALUE},
    {RECORDS_NITF, 1, "head/docdata/key-list/keyword", FIELD_TAGS, RECORDS_VALUE},
    {RECORDS_NITF, 7, "body/body.head/distributor", FIELD_SOURCE, RECORDS_TEXT},
    {RECORDS_NITF, 9, "body/body.head/byline", FIELD_AUTHOR, RECORDS_TEXT},

    {RECORDS_NEWSML, 9, "contentMeta/headline", FIELD_TITLE, RECORDS_TEXT},
    {RECORDS_NEWSML, 7, "itemMeta/title", FIELD_TITLE, RECORDS_TEXT},
    {RECORDS_NEWSML, 9, "contentSet/inlineXML/html/body", FIELD_BODY, RECORDS_TEXT},
    {RECORDS_NEWSML, 9, "contentSet/inlineXML/nitf/body/body.content", FIELD_BODY, RECORDS_TEXT},
    {RECORDS_NEWSML, 8, "contentSet/inlineData", FIELD_BODY, RECORDS_TEXT},
    {RECORDS_NEWSML, 5, "contentMeta/description", FIELD_BODY, RECORDS_TEXT},
    {RECORDS_NEWSML, 9, "contentMeta/contentCreated", FIELD_DATE, RECORDS_TEXT},
    {RECORDS_NEWSML, 8, "itemMeta/firstCreated", FIELD_DATE, RECORDS_TEXT},
    {RECORDS_NEWSML, 7, "itemMeta/versionCreated", FIELD_DATE, RECORDS_TEXT},
    {RECORDS_NEWSML, 1, "contentMeta/keyword", FIELD_TAGS, RECORDS_TEXT},
    {RECORDS_NEWSML, 9, "itemMeta/provider/name", FIELD_SOURCE, RECORDS_TEXT},
    {RECORDS_NEWSML, 9, "contentMeta/by", FIELD_AUTHOR, RECORDS_TEXT},
    {RECORDS_NEWSML, 8, "contentMeta/creator/name", FIELD_AUTHOR, RECORDS_TEXT},

    {RECORDS_DC, 9, "title", FIELD_TITLE, RECORDS_TEXT},
    {RECORDS_DC, 2, "alternative", FIELD_TITLE, RECORDS_TEXT},
    {RECORDS_DC, 9, "abstract", FIELD_BODY, RECORDS_TEXT},
    {RECORDS_DC, 8, "description", FIELD_BODY, RECORDS_TEXT},
    {RECORDS_DC, 9, "issued", FIELD_DATE, RECORDS_TEXT},
    {RECORDS_DC, 8, "date", FIELD_DATE, RECORDS_TEXT},
    {RECORDS_DC, 5, "created", FIELD_DATE, RECORDS_TEXT},
    {RECORDS_DC, 1, "modified", FIELD_DATE, RECORDS_TEXT},
    {RECORDS_DC, 8, "identifier", FIELD_URL, RECORDS_TEXT},
    {RECORDS_DC, 1, "relation", FIELD_URL, RECORDS_TEXT},
    {RECORDS_DC, 1, "subject", FIELD_TAGS, RECORDS_TEXT},
    {RECORDS_DC, 9, "language", FIELD_LANG, RECORDS_TEXT},
    {RECORDS_DC, 8, "publisher", FIELD_SOURCE, RECORDS_TEXT},
    {RECORDS_DC, 6, "source", FIELD_SOURCE, RECORDS_TEXT},
    {RECORDS_DC, 9, "creator", FIELD_AUTHOR, RECORDS_TEXT},

    {RECORDS_RDF, 9, "title", FIELD_TITLE, RECORDS_TEXT},
    {RECORDS_RDF, 1, "shortTitle", FIELD_TITLE, RECORDS_TEXT},
    {RECORDS_RDF, 9, "abstract", FIELD_BODY, RECORDS_TEXT},
    {RECORDS_RDF, 3, "description", FIELD_BODY, RECORDS_TEXT},
    {RECORDS_RDF, 9, "date", FIELD_DATE, RECORDS_TEXT},
    {RECORDS_RDF, 9, "identifier", FIELD_URL, RECORDS_TEXT},
    {RECORDS_RDF, 1, "subject", FIELD_TAGS, RECORDS_TEXT},
    {RECORDS_RDF, 9, "language", FIELD_LANG, RECORDS_TEXT},
    {RECORDS_RDF, 9, "isPartOf/Journal/title", FIELD_SOURCE, RECORDS_TEXT},
    {RECORDS_RDF, 9, "isPartOf/Newspaper/title", FIELD_SOURCE, RECORDS_TEXT},
    {RECORDS_RDF, 9, "isPartOf/Periodical/title", FIELD_SOURCE, RECORDS_TEXT},
    {RECORDS_RDF, 9, "isPartOf/Website/title", FIELD_SOURCE, RECORDS_TEXT},
    {RECORDS_RDF, 9, "isPartOf/Blog/title", FIELD_SOURCE, RECORDS_TEXT},
    {RECORDS_RDF, 6, "isPartOf/Book/title", FIELD_SOURCE, RECORDS_TEXT},
    {RECORDS_RDF, 4, "publisher/Organization/name", FIELD_SOURCE, RECORDS_TEXT},
    {RECORDS_RDF, 9, "authors/Seq/li/Person", FIELD_AUTHOR, RECORDS_PERSON},
    {RECORDS_RDF, 9, "authors/Seq/li/Person/surname", FIELD_AUTHOR, RECORDS_NAME},
    {RECORDS_RDF, 9, "authors/Seq/li/Person/givenName", FIELD_AUTHOR, RECORDS_NAME},
    {RECORDS_RDF, 9, "authors/Seq/li/Person/givenname", FIELD_AUTHOR, RECORDS_NAME},

    {RECORDS_ENDNOTE, 9, "titles/title", FIELD_TITLE, RECORDS_TEXT},
    {RECORDS_ENDNOTE, 2, "titles/short-title", FIELD_TITLE, RECORDS_TEXT},
    {RECORDS_ENDNOTE, 2, "titles/translated-title", FIELD_TITLE, RECORDS_TEXT},
    {RECORDS_ENDNOTE, 9, "abstract", FIELD_BODY, RECORDS_TEXT},
    {RECORDS_ENDNOTE, 9, "dates/pub-dates/date", FIELD_DATE, RECORDS_PART},
    {RECORDS_ENDNOTE, 9, "dates/year", FIELD_DATE, RECORDS_PART},
    {RECORDS_ENDNOTE, 9, "urls/related-urls/url", FIELD_URL, RECORDS_TEXT},
    {RECORDS_ENDNOTE, 9, "urls/web-urls/url", FIELD_URL, RECORDS_TEXT},
    {RECORDS_ENDNOTE, 5, "electronic-resource-num", FIELD_URL, RECORDS_TEXT},
    {RECORDS_ENDNOTE, 5, "rec-number", FIELD_ID, RECORDS_TEXT},
    {RECORDS_ENDNOTE, 1, "keywords/keyword", FIELD_TAGS, RECORDS_TEXT},
    {RECORDS_ENDNOTE, 9, "language", FIELD_LANG, RECORDS_TEXT},
    {RECORDS_ENDNOTE, 9, "periodical/full-title", FIELD_SOURCE, RECORDS_TEXT},
    {RECORDS_ENDNOTE, 8, "titles/secondary-title", FIELD_SOURCE, RECORDS_TEXT},
    {RECORDS_ENDNOTE, 4, "publisher", FIELD_SOURCE, RECORDS_TEXT},
    {RECORDS_ENDNOTE, 9, "contributors/authors/author", FIELD_AUTHOR, RECORDS_TEXT},

    {RECORDS_PUBMED, 9, "MedlineCitation/Article/ArticleTitle", FIELD_TITLE, RECORDS_TEXT},
    {RECORDS_PUBMED, 2, "MedlineCitation/Article/VernacularTitle", FIELD_TITLE, RECORDS_TEXT},
    {RECORDS_PUBMED, 9, "MedlineCitation/Article/Abstract", FIELD_BODY, RECORDS_TEXT},
    {RECORDS_PUBMED, 9, "MedlineCitation/Article/Journal/JournalIssue/PubDate/Year", FIELD_DATE,
     RECORDS_PART},
    {RECORDS_PUBMED, 9, "MedlineCitation/Article/Journal/JournalIssue/PubDate/Month", FIELD_DATE,
     RECORDS_PART},
    {RECORDS_PUBMED, 9, "MedlineCitation/Article/Journal/JournalIssue/PubDate/Day", FIELD_DATE, RECORDS_PART},
    {RECORDS_PUBMED, 9, "MedlineCitation/Article/ArticleDate/Year", FIELD_DATE, RECORDS_PART},
    {RECORDS_PUBMED, 9, "MedlineCitation/Article/ArticleDate/Month", FIELD_DATE, RECORDS_PART},
    {RECORDS_PUBMED, 9, "MedlineCitation/Article/ArticleDate/Day", FIELD_DATE, RECORDS_PART},
    {RECORDS_PUBMED, 3, "MedlineCitation/Article/Journal/JournalIssue/PubDate/MedlineDate", FIELD_DATE,
     RECORDS_TEXT},
    {RECORDS_PUBMED, 6, "PubmedData/ArticleIdList/ArticleId@doi", FIELD_URL, RECORDS_TEXT},
    {RECORDS_PUBMED, 5, "MedlineCitation/Article/ELocationID@doi", FIELD_URL, RECORDS_TEXT},
    {RECORDS_PUBMED, 9, "MedlineCitation/PMID", FIELD_ID, RECORDS_TEXT},
    {RECORDS_PUBMED, 1, "MedlineCitation/KeywordList/Keyword", FIELD_TAGS, RECORDS_TEXT},
    {RECORDS_PUBMED, 1, "MedlineCitation/MeshHeadingList/MeshHeading/DescriptorName", FIELD_TAGS,
     RECORDS_TEXT},
    {RECORDS_PUBMED, 9, "MedlineCitation/Article/Language", FIELD_LANG, RECORDS_TEXT},
    {RECORDS_PUBMED, 9, "MedlineCitation/Article/Journal/Title", FIELD_SOURCE, RECORDS_TEXT},
    {RECORDS_PUBMED, 5, "MedlineCitation/MedlineJournalInfo/MedlineTA", FIELD_SOURCE, RECORDS_TEXT},
    {RECORDS_PUBMED, 9, "MedlineCitation/Article/AuthorList/Author", FIELD_AUTHOR, RECORDS_PERSON},
    {RECORDS_PUBMED, 9, "MedlineCitation/Article/AuthorList/Author/LastName", FIELD_AUTHOR, RECORDS_NAME},
    {RECORDS_PUBMED, 9, "MedlineCitation/Article/AuthorList/Author/ForeName", FIELD_AUTHOR, RECORDS_NAME},
    {RECORDS_PUBMED, 9, "MedlineCitation/Article/AuthorList/Author/CollectiveName", FIELD_AUTHOR,
     RECORDS_NAME},
    {RECORDS_PUBMED, 9, "MedlineCitation/Article/AuthorList/Author/Initials", FIELD_AUTHOR, RECORDS_NAME},

    {RECORDS_NEWSML1, 9, "*/NewsLines/HeadLine", FIELD_TITLE, RECORDS_TEXT},
    {RECORDS_NEWSML1, 2, "*/NewsLines/SubHeadLine", FIELD_TITLE, RECORDS_TEXT},
    {RECORDS_NEWSML1, 9, "*/ContentItem/DataContent", FIELD_BODY, RECORDS_TEXT},
    {RECORDS_NEWSML1, 9, "NewsManagement/FirstCreated", FIELD_DATE, RECORDS_TEXT},
    {RECORDS_NEWSML1, 7, "NewsManagement/ThisRevisionCreated", FIELD_DATE, RECORDS_TEXT},
    {RECORDS_NEWSML1, 9, "Identification/NewsIdentifier/PublicIdentifier", FIELD_ID, RECORDS_TEXT},
    {RECORDS_NEWSML1, 5, "Identification/NewsIdentifier/NewsItemId", FIELD_ID, RECORDS_TEXT},
    {RECORDS_NEWSML1, 1, "*/NewsLines/KeywordLine", FIELD_TAGS, RECORDS_TEXT},
    {RECORDS_NEWSML1, 9, "*/NewsLines/ByLine", FIELD_AUTHOR, RECORDS_TEXT},
    {RECORDS_NEWSML1, 9, "*/AdministrativeMetadata/Provider/Party", FIELD_SOURCE, RECORDS_VALUE},
    {RECORDS_NEWSML1, 5, "Identification/NewsIdentifier/ProviderId", FIELD_SOURCE, RECORDS_TEXT},
    {RECORDS_NEWSML1, 9, "*/DescriptiveMetadata/Language", FIELD_LANG, RECORDS_VALUE},

    {RECORDS_FICTIONBOOK, 9, "description/title-info/book-title", FIELD_TITLE, RECORDS_TEXT},
    {RECORDS_FICTIONBOOK, 9, "body", FIELD_BODY, RECORDS_JOIN},
    {RECORDS_FICTIONBOOK, 5, "description/title-info/annotation", FIELD_BODY, RECORDS_TEXT},
    {RECORDS_FICTIONBOOK, 9, "description/title-info/date", FIELD_DATE, RECORDS_EITHER},
    {RECORDS_FICTIONBOOK, 8, "description/publish-info/year", FIELD_DATE, RECORDS_TEXT},
    {RECORDS_FICTIONBOOK, 9, "description/document-info/id", FIELD_ID, RECORDS_TEXT},
    {RECORDS_FICTIONBOOK, 1, "description/title-info/keywords", FIELD_TAGS, RECORDS_TEXT},
    {RECORDS_FICTIONBOOK, 9, "description/title-info/lang", FIELD_LANG, RECORDS_TEXT},
    {RECORDS_FICTIONBOOK, 9, "description/publish-info/publisher", FIELD_SOURCE, RECORDS_TEXT},
    {RECORDS_FICTIONBOOK, 9, "description/title-info/author", FIELD_AUTHOR, RECORDS_PERSON},
    {RECORDS_FICTIONBOOK, 9, "description/title-info/author/first-name", FIELD_AUTHOR, RECORDS_NAME},
    {RECORDS_FICTIONBOOK, 9, "description/title-info/author/middle-name", FIELD_AUTHOR, RECORDS_NAME},
    {RECORDS_FICTIONBOOK, 9, "description/title-info/author/last-name", FIELD_AUTHOR, RECORDS_NAME},
    {RECORDS_FICTIONBOOK, 9, "description/title-info/author/nickname", FIELD_AUTHOR, RECORDS_NAME},

    {RECORDS_EVERNOTE, 9, "title", FIELD_TITLE, RECORDS_TEXT},
    {RECORDS_EVERNOTE, 9, "content", FIELD_BODY, RECORDS_TEXT},
    {RECORDS_EVERNOTE, 9, "created", FIELD_DATE, RECORDS_TEXT},
    {RECORDS_EVERNOTE, 9, "note-attributes/source-url", FIELD_URL, RECORDS_TEXT},
    {RECORDS_EVERNOTE, 1, "tag", FIELD_TAGS, RECORDS_TEXT},
    {RECORDS_EVERNOTE, 9, "note-attributes/author", FIELD_AUTHOR, RECORDS_TEXT},
};

records_kind records_rules_kind(sse_str name, sse_str parent) {
  static const struct {
    const char *name, *parent; /* NULL: any */
    records_kind kind;
  } known[] = {
      {"mods", NULL, RECORDS_MODS},
      {"article", NULL, RECORDS_JATS},
      {"nitf", NULL, RECORDS_NITF},
      {"newsItem", NULL, RECORDS_NEWSML},
      {"dc", NULL, RECORDS_DC},
      {"qualifieddc", NULL, RECORDS_DC},
      {"dcterms", NULL, RECORDS_DC},
      {"record", "collection", RECORDS_MARC},
      {"record", "metadata", RECORDS_MARC},
      {"record", "recordData", RECORDS_MARC},
      {"record", "", RECORDS_MARC},
      {"metadata", "", RECORDS_DC},
      {"record", "xml", RECORDS_ENDNOTE},
      {"PubmedArticle", NULL, RECORDS_PUBMED},
      {"NewsItem", NULL, RECORDS_NEWSML1},
      {"FictionBook", "", RECORDS_FICTIONBOOK},
      {"note", "en-export", RECORDS_EVERNOTE},
  };
  for (size_t i = 0; i < sizeof known / sizeof *known; i++)
    if (sse_str_equal(name, sse_str_of(known[i].name)) &&
        (!known[i].parent || sse_str_equal(parent, sse_str_of(known[i].parent))))
      return known[i].kind;
  return RECORDS_NONE;
}

/* Returns true if a path matches a rule. An element of the path may have a type that the rule leaves open. */
static bool fits(const char *rule, sse_str path) {
  size_t at = 0;
  for (; *rule; rule++, at++) {
    bool is_open = at < path.length && path.data[at] == '@' && *rule == '/';
    while (is_open && at < path.length && path.data[at] != '/')
      at++;
    if (at >= path.length || path.data[at] != *rule) return false;
  }
  return at == path.length || (path.data[at] == '@' && !memchr(path.data + at, '/', path.length - at));
}

/* The same for a rule that begins with a star, which matches the end of the path. */
static bool fits_end(const char *rule, sse_str path) {
  for (size_t start = 0; start < path.length; start++)
    if ((start == 0 || path.data[start - 1] == '/') && fits(rule, sse_str_part(path, start, path.length)))
      return true;
  return false;
}

const struct records_rule *records_rules_find(records_kind kind, sse_str path) {
  for (size_t i = 0; i < sizeof rules / sizeof *rules; i++)
    if (rules[i].kind == kind &&
        (rules[i].path[0] == '*' ? fits_end(rules[i].path + 2, path) : fits(rules[i].path, path)))
      return &rules[i];
  return NULL;
}

sse_str records_rules_last(sse_str path) {
  const char *slash = path.length > 0 ? memrchr(path.data, '/', path.length) : NULL;
  return slash ? sse_str_part(path, (size_t)(slash - path.data) + 1, path.length) : path;
}
