namespace Stoa.Server.Api.Aws;

/// <summary>An operation with the values that the path gave its members, in the order of <see cref="AwsOperationModel.PathMembers"/>, decoded once.</summary>
/// <param name="Operation">The operation.</param>
/// <param name="Values">One value for each of the operation's path members.</param>
public sealed record AwsRoute(AwsOperationModel Operation, IReadOnlyList<string> Values);

/// <summary>Finds the operation that a method and a path mean. A literal segment wins over a parameter.</summary>
public sealed class AwsRouter
{
    private readonly Node _root = new();
    private readonly int _depth;

    /// <summary>Builds the tree of the model's paths.</summary>
    public AwsRouter(AwsModel model)
    {
        foreach (var operation in model.Operations.Values)
        {
            var segments = operation.Path.Split('/')[1..];
            _depth = Math.Max(_depth, segments.Length);
            // The one template that ends with a slash is met with and without it.
            Add(operation, segments);
            if (segments[^1].Length == 0)
            {
                Add(operation, segments.AsSpan(..^1));
            }
        }
    }

    /// <summary>The operation for <paramref name="method"/> and <paramref name="path"/> (still encoded), or null where the model has none.</summary>
    public AwsRoute? Match(string method, string path)
    {
        if (!path.StartsWith('/'))
        {
            return null;
        }
        var segments = path.Split('/', _depth + 2);
        if (segments.Length > _depth + 1)
        {
            return null;
        }
        for (var i = 1; i < segments.Length; i++)
        {
            segments[i] = Uri.UnescapeDataString(segments[i]);
        }
        var values = new List<string>(4);
        return Find(_root, method, segments, 1, values) is { } operation ? new(operation, values) : null;
    }

    private static AwsOperationModel? Find(Node node, string method, string[] segments, int at, List<string> values)
    {
        if (at == segments.Length)
        {
            return node.Operations.GetValueOrDefault(method);
        }
        if (node.Literals.TryGetValue(segments[at], out var literal) && Find(literal, method, segments, at + 1, values) is { } found)
        {
            return found;
        }
        if (node.Parameter is null || segments[at].Length == 0)
        {
            return null;
        }
        values.Add(segments[at]);
        if (Find(node.Parameter, method, segments, at + 1, values) is { } operation)
        {
            return operation;
        }
        values.RemoveAt(values.Count - 1);
        return null;
    }

    private void Add(AwsOperationModel operation, ReadOnlySpan<string> segments)
    {
        var node = _root;
        foreach (var segment in segments)
        {
            if (segment.StartsWith('{'))
            {
                node = node.Parameter ??= new();
            }
            else if (node.Literals.TryGetValue(segment, out var next))
            {
                node = next;
            }
            else
            {
                node = node.Literals[segment] = new();
            }
        }
        node.Operations.Add(operation.Method, operation);
    }

    private sealed class Node
    {
        public Dictionary<string, Node> Literals { get; } = [];

        public Node? Parameter { get; set; }

        public Dictionary<string, AwsOperationModel> Operations { get; } = [];
    }
}
