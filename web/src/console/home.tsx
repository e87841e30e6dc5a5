export function HomePage() { return <p>home</p>; }
