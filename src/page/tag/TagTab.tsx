export const TagTab = () => <p>…</p>;
