// Lucene 8 on the items of the bench, beside ssesearch: makes an index, searches it warm, or once from a cold start.
// usage: java Lucene.java index FOLDER ITEMS.tsv | warm FOLDER QUERIES.tsv | cold FOLDER WORDS
// `warm` prints milliseconds, the best of nine rounds after a hundred, or five seconds, that let the virtual machine compile.
import java.io.*;
import java.nio.charset.StandardCharsets;
import java.nio.file.*;
import java.time.LocalDate;
import java.util.List;
import org.apache.lucene.analysis.standard.StandardAnalyzer;
import org.apache.lucene.document.*;
import org.apache.lucene.index.*;
import org.apache.lucene.queryparser.classic.*;
import org.apache.lucene.search.*;
import org.apache.lucene.search.spans.*;
import org.apache.lucene.store.MMapDirectory;

public class Lucene {
  static final int COUNTED = 10000; // hits that are counted before any are passed over, as ssesearch does

  static void index(IndexWriter writer, BufferedReader items) throws IOException {
    for (String line; (line = items.readLine()) != null; ) {
      String[] fields = line.split("\t"); // id, title, body, date, language
      Document document = new Document();
      document.add(new StringField("id", fields[0], Field.Store.YES));
      document.add(new TextField("text", fields[1] + " " + fields[2], Field.Store.YES));
      document.add(new StringField("lang", fields[4], Field.Store.YES));
      LocalDate date = LocalDate.parse(fields[3]);
      document.add(new LongPoint("date", date.toEpochDay()));
      document.add(new NumericDocValuesField("date", date.toEpochDay()));
      document.add(new NumericDocValuesField("year", date.getYear()));
      writer.addDocument(document);
    }
    writer.forceMerge(1);
  }

  // Lucene's own syntax, but that "a b"~3 is words near each other in any order, and a range one of dates, which filters.
  static class Parser extends QueryParser {
    Parser() {
      super("text", new StandardAnalyzer());
    }

    @Override
    protected Query getFieldQuery(String field, String words, int slop) throws ParseException {
      if (slop == 0) return super.getFieldQuery(field, words, slop);
      SpanNearQuery.Builder near = SpanNearQuery.newUnorderedNearQuery(field).setSlop(slop);
      for (String word : words.split(" ")) near.addClause(new SpanTermQuery(new Term(field, word)));
      return near.build();
    }

    @Override
    protected Query newRangeQuery(String field, String from, String to, boolean withFrom, boolean withTo) {
      long day = LocalDate.parse(from).toEpochDay();
      return new IndexOrDocValuesQuery(LongPoint.newRangeQuery(field, day, Long.MAX_VALUE),
          NumericDocValuesField.newSlowRangeQuery(field, day, Long.MAX_VALUE));
    }

    @Override
    protected Query getBooleanQuery(List<BooleanClause> clauses) throws ParseException {
      clauses.replaceAll(clause -> clause.getQuery() instanceof IndexOrDocValuesQuery
          ? new BooleanClause(clause.getQuery(), BooleanClause.Occur.FILTER) : clause);
      return super.getBooleanQuery(clauses);
    }
  }

  static class Years extends SimpleCollector {
    final long[] counts = new long[3000];
    NumericDocValues years;

    @Override
    protected void doSetNextReader(LeafReaderContext context) throws IOException {
      years = DocValues.getNumeric(context.reader(), "year");
    }

    @Override
    public void collect(int document) throws IOException {
      if (years.advanceExact(document)) counts[(int) years.longValue()]++;
    }

    @Override
    public ScoreMode scoreMode() {
      return ScoreMode.COMPLETE_NO_SCORES;
    }
  }

  // Half the score of a day 365 days before the last is added to that of the words.
  static Query recent(Query query) {
    return new BooleanQuery.Builder().add(query, BooleanClause.Occur.MUST)
        .add(LongPoint.newDistanceFeatureQuery("date", 1, LocalDate.of(2025, 1, 1).toEpochDay(), 365), BooleanClause.Occur.SHOULD)
        .build();
  }

  static void search(IndexSearcher searcher, Query query, String option) throws IOException {
    if (option.equals("newest")) {
      SortField date = new SortField("date", SortField.Type.LONG, true);
      date.setCanUsePoints();
      searcher.search(query, TopFieldCollector.create(new Sort(date), 10, COUNTED));
      return;
    }
    TopScoreDocCollector best = TopScoreDocCollector.create(option.equals("offset") ? 9010 : 10, COUNTED);
    searcher.search(option.equals("recency") ? recent(query) : query,
        option.equals("facets") ? MultiCollector.wrap(best, new Years()) : best); // of three facets one
    best.topDocs();
  }

  static void warm(IndexSearcher searcher, BufferedReader queries) throws Exception {
    queries.readLine(); // the names of the columns
    for (String line; (line = queries.readLine()) != null; ) {
      String[] fields = line.split("\t"); // kind, query, option, ours
      Query query = new Parser().parse(fields[3]);
      long best = Long.MAX_VALUE, begin = System.nanoTime();
      for (int round = 0; round < 100 && System.nanoTime() - begin < 5e9; round++) search(searcher, query, fields[2]);
      for (int round = 0; round < 9; round++) {
        long start = System.nanoTime();
        search(searcher, query, fields[2]);
        best = Math.min(best, System.nanoTime() - start);
      }
      System.out.printf("%.2f%n", best / 1e6);
    }
  }

  public static void main(String[] arguments) throws Exception {
    MMapDirectory folder = new MMapDirectory(Paths.get(arguments[1]));
    if (arguments[0].equals("index")) {
      IndexWriterConfig settings = new IndexWriterConfig(new StandardAnalyzer()).setRAMBufferSizeMB(256);
      try (IndexWriter writer = new IndexWriter(folder, settings);
          BufferedReader items = Files.newBufferedReader(Paths.get(arguments[2]), StandardCharsets.UTF_8)) {
        index(writer, items);
      }
      return;
    }
    try (DirectoryReader reader = DirectoryReader.open(folder)) {
      IndexSearcher searcher = new IndexSearcher(reader);
      searcher.setQueryCache(null);
      if (arguments[0].equals("warm")) {
        warm(searcher, Files.newBufferedReader(Paths.get(arguments[2]), StandardCharsets.UTF_8));
      } else {
        for (ScoreDoc hit : searcher.search(new Parser().parse(arguments[2]), 10).scoreDocs)
          System.out.println(searcher.doc(hit.doc).get("text"));
      }
    }
  }
}
