// Lucene 8 on the items of the bench, beside ssesearch: makes an index, searches it warm, or once from a cold start.
// usage: java Lucene.java index FOLDER ITEMS.tsv | warm FOLDER QUERIES.tsv | cold FOLDER all|any WORDS
// `warm` prints milliseconds, the best of nine rounds behind a hundred that let the virtual machine compile.
import java.io.*;
import java.nio.charset.StandardCharsets;
import java.nio.file.*;
import org.apache.lucene.analysis.standard.StandardAnalyzer;
import org.apache.lucene.document.*;
import org.apache.lucene.index.*;
import org.apache.lucene.search.*;
import org.apache.lucene.store.MMapDirectory;

public class Lucene {
  static void index(IndexWriter writer, BufferedReader items) throws IOException {
    for (String line; (line = items.readLine()) != null; ) {
      String[] fields = line.split("\t"); // id, title, body, date
      Document document = new Document();
      document.add(new StringField("id", fields[0], Field.Store.YES));
      document.add(new TextField("text", fields[1] + " " + fields[2], Field.Store.YES));
      writer.addDocument(document);
    }
    writer.forceMerge(1);
  }

  static Query query(String match, String words) {
    BooleanQuery.Builder query = new BooleanQuery.Builder();
    BooleanClause.Occur occur = match.equals("all") ? BooleanClause.Occur.MUST : BooleanClause.Occur.SHOULD;
    for (String word : words.split(" ")) query.add(new TermQuery(new Term("text", word)), occur);
    return query.build();
  }

  static void warm(IndexSearcher searcher, BufferedReader queries) throws IOException {
    for (String line; (line = queries.readLine()) != null; ) {
      String[] fields = line.split("\t"); // name, match, words
      Query query = query(fields[1], fields[2]);
      long best = Long.MAX_VALUE;
      for (int round = 0; round < 109; round++) {
        long start = System.nanoTime();
        searcher.search(query, 10);
        if (round >= 100) best = Math.min(best, System.nanoTime() - start);
      }
      System.out.printf("%.2f%n", best / 1e6);
    }
  }

  public static void main(String[] arguments) throws IOException {
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
        for (ScoreDoc hit : searcher.search(query(arguments[2], arguments[3]), 10).scoreDocs)
          System.out.println(searcher.doc(hit.doc).get("text"));
      }
    }
  }
}
