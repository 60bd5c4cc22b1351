package io.cellport.storage;

import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Set;
import java.util.concurrent.Callable;
import org.sqlite.SQLiteConfig;

/**
 * The moments right before and right after each operation that changes what is on the disk: on files of our own, and on
 * databases as far as they are seen from Java. Operations are done one at a time, so that nothing changes at such a
 * moment. Safe for several threads.
 */
public final class KillPoints implements FileWatch {

    private static final Set<Operation> CHANGES = Set.of(
            Operation.CREATE,
            Operation.WRITE,
            Operation.FORCE,
            Operation.CREATE_DIRECTORY,
            Operation.MOVE,
            Operation.LINK,
            Operation.DELETE);

    private static final Set<String> STATEMENTS = Set.of("execute", "executeUpdate", "executeBatch");

    private final FileWatch within;
    private final Moment moment;
    private final WatchedFiles files = new WatchedFiles(this);
    private int passed;

    /** What happens at a moment, of which nothing can be done at the same time. */
    @FunctionalInterface
    public interface Moment {
        void reached(int number, String description);
    }

    public KillPoints(Moment moment) {
        this(FileWatch.NONE, moment);
    }

    /** Kill points of files that are watched otherwise, too. */
    public KillPoints(FileWatch within, Moment moment) {
        this.within = within;
        this.moment = moment;
    }

    public Path wrap(Path path) {
        return files.wrap(path);
    }

    public Sqlite sqlite() {
        return new Watched();
    }

    /** Moments so far. */
    synchronized int passed() {
        return passed;
    }

    @Override
    public <T> T around(Operation operation, Path file, Path target, Call<T> call) throws IOException {
        try {
            Callable<T> watched = () -> within.around(operation, file, target, call);
            return CHANGES.contains(operation)
                    ? between(operation + " " + file.getFileName(), watched)
                    : watched.call();
        } catch (IOException | RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    private synchronized <T> T between(String operation, Callable<T> call) throws Exception {
        moment.reached(++passed, "before " + operation);
        T result = call.call();
        moment.reached(++passed, "after " + operation);
        return result;
    }

    private final class Watched extends Sqlite {

        @Override
        protected Connection connect(SQLiteConfig config, Path file) throws SQLException {
            Path real = Path.of(file.toString());
            String name = real.getFileName().toString();
            try {
                return wrap(between("opening " + name, () -> super.connect(config, real)), Connection.class, name);
            } catch (SQLException | RuntimeException e) {
                throw e;
            } catch (Exception e) {
                throw new AssertionError(e);
            }
        }

        private <T> T wrap(T target, Class<T> type, String name) {
            return type.cast(Proxy.newProxyInstance(
                    Sqlite.class.getClassLoader(),
                    new Class<?>[] {type},
                    (proxy, method, arguments) -> call(target, method, arguments, name)));
        }

        private Object call(Object target, Method method, Object[] arguments, String name) throws Throwable {
            try {
                Object result = isChange(target, method)
                        ? between(describe(method, arguments, name), () -> method.invoke(target, arguments))
                        : method.invoke(target, arguments);
                if (result instanceof PreparedStatement statement) {
                    return wrap(statement, PreparedStatement.class, name);
                }
                return result instanceof Statement statement ? wrap(statement, Statement.class, name) : result;
            } catch (InvocationTargetException e) {
                throw e.getCause();
            }
        }

        /** Within a transaction nothing but its commit changes anything. */
        private static boolean isChange(Object target, Method method) throws SQLException {
            if (target instanceof Connection connection) {
                return !connection.isClosed() && Set.of("commit", "close").contains(method.getName());
            }
            return STATEMENTS.contains(method.getName())
                    && ((Statement) target).getConnection().getAutoCommit();
        }

        private static String describe(Method method, Object[] arguments, String name) {
            String sql = arguments == null ? method.getName() : String.valueOf(arguments[0]);
            return sql.strip().replaceAll("\\s+", " ").replaceAll("(.{50}).+", "$1…") + " on " + name;
        }
    }
}
