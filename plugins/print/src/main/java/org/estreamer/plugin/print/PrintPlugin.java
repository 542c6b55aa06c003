package org.estreamer.plugin.print;

import java.io.BufferedOutputStream;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.Set;
import org.estreamer.files.Folders;
import org.estreamer.files.OwnerFiles;
import org.estreamer.format.Format;
import org.estreamer.format.FormatOptions;
import org.estreamer.format.FormatOptions.Naming;
import org.estreamer.format.RecordWriter;
import org.estreamer.plugin.Plugin;
import org.estreamer.plugin.PluginInfo;
import org.estreamer.record.Record;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.metatype.annotations.Designate;

/** Prints a readable line for every record, to standard output or to a file. */
@Component(name = "print", configurationPid = "org.estreamer.plugin.print")
@Designate(ocd = PrintConfiguration.class)
@PluginInfo(description = "Prints a line for every record", author = "estreamer", version = "1.0.0")
public final class PrintPlugin implements Plugin {
    private final RecordWriter writer;
    private final OutputStream out;
    private final boolean closeAtEnd;

    /**
     * Starts printing.
     *
     * @param settings what the operator has set
     * @param context  tells where the data folder is
     * @param format   how a record is written
     * @throws IOException if the file cannot be opened
     */
    @Activate
    public PrintPlugin(
            PrintConfiguration settings, BundleContext context, @Reference(target = "(format=text)") Format format)
            throws IOException {
        this(format, open(settings.path(), context), !settings.path().isEmpty());
    }

    PrintPlugin(Format format, OutputStream out, boolean closeAtEnd) {
        this.writer = format.writer(new FormatOptions(Naming.BOTH, false, Set.of(), Set.of()));
        this.out = new BufferedOutputStream(out, 1 << 16);
        this.closeAtEnd = closeAtEnd;
    }

    private static OutputStream open(String path, BundleContext context) throws IOException {
        if (path.isEmpty()) {
            return new FileOutputStream(FileDescriptor.out);
        }
        Path file = Folders.resolve(context::getProperty, path);
        try {
            return OwnerFiles.append(file);
        } catch (IOException e) {
            throw new IOException("org.estreamer.plugin.print: path: " + file + " cannot be written to (" + e
                    + "); set it to a file in a folder that is yours");
        }
    }

    @Override
    public void onRecord(Record record) throws IOException {
        writer.write(record, out);
    }

    @Override
    public void onIdle() throws IOException {
        out.flush();
    }

    /**
     * Stops printing.
     *
     * @throws IOException if the last lines could not be written
     */
    @Deactivate
    public void stop() throws IOException {
        out.flush();
        if (closeAtEnd) {
            out.close();
        }
    }
}
