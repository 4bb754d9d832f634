using System.Text.Json;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace Stoa.Reviews.Store;

/// <summary>How values that a database has no type for stand in a column.</summary>
internal static class Columns
{
    /// <summary>The value as JSON. It is compared by that JSON, so a change inside a list or dictionary is noticed.</summary>
    public static PropertyBuilder<T> AsJson<T>(this PropertyBuilder<T> property)
        where T : class =>
        property.HasConversion(
            static value => JsonSerializer.Serialize(value, RecordJson.Options),
            static text => JsonSerializer.Deserialize<T>(text, RecordJson.Options)!,
            new ValueComparer<T>(
                static (a, b) => JsonSerializer.Serialize(a, RecordJson.Options) == JsonSerializer.Serialize(b, RecordJson.Options),
                static value => JsonSerializer.Serialize(value, RecordJson.Options).GetHashCode(StringComparison.Ordinal),
                static value => JsonSerializer.Deserialize<T>(JsonSerializer.Serialize(value, RecordJson.Options), RecordJson.Options)!));
}

/// <summary>An instant as milliseconds since 1970.</summary>
internal sealed class UnixMilliseconds() : ValueConverter<DateTimeOffset, long>(
    static value => value.ToUnixTimeMilliseconds(), static value => DateTimeOffset.FromUnixTimeMilliseconds(value));
